using NodaTime;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Hosting.TwoProcesses;

/// <summary>Two real processes on one PostgreSQL, each with a data folder of its own, and a company of which an infosession is still to come.</summary>
public sealed class TwoPrograms : IAsyncLifetime
{
    private readonly List<RolloutProgram> _programs = [];
    private readonly List<string> _folders = [];

    public TestDatabase Database { get; } = TestDatabase.On(Testing.Database.Postgres);
    public Person Lead { get; private set; } = null!;
    public Person OtherLead { get; private set; } = null!;
    public IReadOnlyList<Person> Colleagues { get; private set; } = [];
    public Infosession Session { get; private set; } = null!;

    /// <summary>Another, which is never full.</summary>
    public Infosession Later { get; private set; } = null!;

    /// <summary>Where each answers.</summary>
    public List<Uri> Addresses { get; } = [];

    public Uri First => Addresses[0];
    public Uri Second => Addresses[1];

    public async Task InitializeAsync()
    {
        var gent = A.Branch(country: "ZZ"); // of whose public holidays nothing is known, whatever the day of the test
        (Lead, OtherLead) = (A.Lead(gent), A.Lead(gent, "Zoë Zonder"));
        Colleagues = [.. Enumerable.Range(0, 40).Select(i => A.Person(gent, $"Colleague Nr{i}"))];
        var joost = AnInfosession.Facilitator(gent);
        var topic = AnInfosession.Topic();
        var nextMonth = RolloutProgram.Now.InZone(A.Brussels).Date.PlusDays(28).Next(IsoDayOfWeek.Tuesday).At(new LocalTime(14, 0));
        Session = AnInfosession.Of(topic, gent, joost, seats: 20, nextMonth, now: RolloutProgram.Now);
        Later = AnInfosession.Of(topic, gent, joost, seats: 20, nextMonth.PlusDays(7), now: RolloutProgram.Now);
        Database.Given([A.Rollout(), gent, Lead, OtherLead, joost, topic, Session, Later, .. Colleagues]);
        await StartAsync();
        await StartAsync();
    }

    /// <summary>One more.</summary>
    /// <param name="address">Where it answers; at any free port when null.</param>
    public async Task<RolloutProgram> StartAsync(Uri? address = null)
    {
        var program = RolloutProgram.Start(Database, ["--urls", (address ?? Free()).ToString(), "--data", Folder()], ("Mail__FolderIsPickedUp", "true"), ("ForwardedHeaders__KnownProxies", "127.0.0.1"));
        _programs.Add(program);
        await program.SaysAsync("Rollout is ready");
        return program;

        Uri Free()
        {
            var free = new Uri($"http://127.0.0.1:{PostgresServer.FreePort()}");
            Addresses.Add(free);
            return free;
        }
    }

    /// <summary>Kills one of them without a chance to clean up.</summary>
    public void Kill(int which) => _programs[which].Kill();

    public async Task DisposeAsync()
    {
        foreach (var program in _programs)
        {
            await program.DisposeAsync();
        }

        await Database.DisposeAsync();
        _folders.ForEach(folder => Directory.Delete(folder, recursive: true));
    }

    private string Folder()
    {
        _folders.Add(Directory.CreateTempSubdirectory("rollout-two-").FullName);
        return _folders[^1];
    }
}
