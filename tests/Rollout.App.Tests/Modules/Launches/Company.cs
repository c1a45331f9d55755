using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Launches;
using Rollout.App.Modules.Launches.Gate;
using Rollout.App.Modules.Launches.GoingLive;
using Rollout.App.Modules.Launches.Readiness;
using Rollout.App.Modules.Launches.SignOffs;
using Rollout.App.Modules.Launches.Waves;
using Rollout.App.Modules.Outbox.Contracts;
using Rollout.App.Shared;
using Rollout.App.Shared.Mails;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;
using Rollout.Domain.People;
using Rollout.Notifications.Delivery;
using Rollout.Notifications.Mail;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Launches;

/// <summary>A company with branches, their directors and colleagues, and a wave on Monday 7 December 2026, 09:00; runs commands as each of them.</summary>
internal sealed class Company : IDisposable
{
    public static readonly LocalDateTime Moment = new(2026, 12, 7, 9, 0);
    public static readonly Instant MomentAt = Moment.InZoneStrictly(A.Brussels).ToInstant();

    private readonly EphemeralDataProtectionProvider _protection = new();
    private MailTransportStatus? _transport;

    public Company(Database kind, int branches = 2, int colleagues = 2)
    {
        Db = TestDatabase.On(kind);
        Branches = [.. Enumerable.Range(1, branches).Select(n => A.Branch($"Branch {n}"))];
        Directors = [.. Branches.Select(b => A.Director(b))];
        Colleagues = [.. Branches.SelectMany(b => Enumerable.Range(0, colleagues).Select(_ => A.Person(b)))];
        Lead = A.Lead(Branches[0]);
        Db.Given([A.Rollout(), .. Branches, .. Directors, .. Colleagues, Lead]);
    }

    public TestDatabase Db { get; }
    public StoppedClock Clock { get; } = new(A.Monday);
    public IReadOnlyList<Branch> Branches { get; }
    public IReadOnlyList<Person> Directors { get; }
    public IReadOnlyList<Person> Colleagues { get; }
    public Person Lead { get; }
    public WaveId Wave { get; set; }

    public RolloutSettingsCache Rollout => new(Db, ACache.New());

    public LaunchEmails Mails => new(Rollout, new SiteUrl(new Uri("http://rollout.example")), Links, new Sender("rollout@rollout.example"));

    public LinkTokens Links => new(_protection, Db, Clock);

    public RefreshReadiness Watch => new(Db, Mails, Clock);

    /// <summary>How mail leaves the house.</summary>
    public MailSettings MailSettings { get; set; } = new() { Postbox = "smtp", Host = "mail.voorbeeld.be" };

    /// <summary>What the mail server did last.</summary>
    public MailTransportStatus Transport => _transport ??= new MailTransportStatus(Clock, NullLogger<MailTransportStatus>.Instance);

    public FindMailStatus MailStatus => new(Db, Options.Create(MailSettings), new MailReach(Options.Create(MailSettings), Transport), Rollout, new HostSettings("http://127.0.0.1:0", Db.Folder));

    public FindStartGate Gate => new(MailStatus, Rollout);

    public GoLive GoLive => new(Db, Mails, Clock, NullLogger<GoLive>.Instance);

    public AnnounceGoLive Announce => new(Db, Mails, Clock);

    public CurrentUserAccessor As(Person person) => SignedIn.As(Db, person);

    /// <summary>Plans the wave through the command, with two checks per branch.</summary>
    public async Task<Company> PlanAsync(params string?[] owners)
    {
        var lines = (owners.Length == 0 ? [null, null] : owners).Select((o, i) => new ChecklistLine($"Check {i + 1}", CheckWeight.Must, 7, o)).ToList();
        Wave = await new PlanWave(Db, As(Lead), Rollout, Mails, Clock).RunAsync("Wave 1", Moment, [.. Branches.Select(b => b.Id)], lines);
        return this;
    }

    /// <summary>Completes every check, and every director says go.</summary>
    public async Task<Company> SignAsync()
    {
        for (var i = 0; i < Branches.Count; i++)
        {
            await GoAsync(i);
        }

        return this;
    }

    public async Task GoAsync(int branch)
    {
        var launch = Launch(branch);
        foreach (var check in launch.Checks.Where(c => !c.Done))
        {
            await new TickCheck(Db, As(Directors[branch]), Clock).RunAsync(launch.Id, check.Id, new Evidence("Seen"), null);
        }

        await SignAsync(branch, new VerdictGiven.Go());
    }

    public Task SignAsync(int branch, VerdictGiven verdict, string? owner = null) => SignAsync(branch, verdict, Directors[branch], owner);

    /// <summary>Signs as someone, with a mailed code.</summary>
    public async Task SignAsync(int branch, VerdictGiven verdict, Person by, string? owner = null)
    {
        var (wave, launch) = Found(branch);
        var typed = new VerdictInput(verdict, owner, SignOffSnapshot.Of(wave, launch).Fingerprint);
        await SignOff(by).RunAsync(launch.Id, typed, await CodeAsync(launch.Id, typed, by));
    }

    public SignOffLaunch SignOff(Person by) => new(Db, As(by), Mails, Watch, Clock);

    /// <summary>Requests a code and reads it in the mail.</summary>
    public async Task<SignOffProof> CodeAsync(LaunchId launch, VerdictInput typed, Person by)
    {
        var asked = await new RequestSignOffCode(Db, As(by), Rollout, Clock).RunAsync(launch, typed, "127.0.0.1");
        await using var db = Db.CreateDbContext();
        var letter = await db.Outbox.Where(m => m.Key == $"sign-off/{asked.Id}").Select(m => m.EmailContent).SingleAsync();
        return new SignOffProof(asked.Id, JsonSerializer.Deserialize<EmailContent>(letter)!.Code!);
    }

    /// <summary>The code in the mail that was queued last.</summary>
    public string LastCode()
    {
        using var db = Db.CreateDbContext();
        return JsonSerializer.Deserialize<EmailContent>(db.Outbox.Where(m => m.About == "sign-off-code").OrderByDescending(m => m.Id).Select(m => m.EmailContent).First())!.Code!;
    }

    public Task StartAsync() => new StartWave(Db, As(Lead), Mails, Watch, Gate, Clock).RunAsync(Wave);

    /// <summary>Stores a started wave directly, without running each command.</summary>
    public Company Started()
    {
        var wave = StartedWave(Moment, A.Monday);
        Db.Given(wave);
        Wave = wave.Id;
        return this;
    }

    /// <summary>A wave in which everything was done at one instant.</summary>
    public Wave StartedWave(LocalDateTime moment, Instant now)
    {
        var lead = A.Acting(Lead, Branches[0]);
        var wave = Domain.Launches.Wave.Plan("Wave 1", moment, A.Brussels, [.. Branches.Select(b => b.Id)], [new PlannedCheck("Room", CheckWeight.Must, 7)], lead, now);
        for (var i = 0; i < Branches.Count; i++)
        {
            var (launch, director) = (wave.Launches.Single(l => l.Branch == Branches[i].Id), A.Acting(Directors[i], Branches[i]));
            launch.Tick(wave, launch.Checks[0].Id, new Evidence("Seen"), director, now);
            launch.SignOff(wave, new VerdictGiven.Go(), SignOffSnapshot.Of(wave, launch).Fingerprint, director, now);
        }

        wave.Start(StartGate.Open, lead, now);
        return wave;
    }

    public Launch Launch(int branch) => Found(branch).Launch;

    public (Wave Wave, Launch Launch) Found(int branch)
    {
        using var db = Db.CreateDbContext();
        var wave = db.Waves.AsNoTracking().WithReadiness().Include(w => w.Launches).ThenInclude(l => l.RollCalls).Single(w => w.Id == Wave);
        return (wave, wave.Launches.Single(l => l.Branch == Branches[branch].Id));
    }

    /// <summary>The recipients of all messages of type <paramref name="about"/> in the outbox.</summary>
    public IReadOnlyList<PersonId?> MailedAbout(string about)
    {
        using var db = Db.CreateDbContext();
        return [.. db.Outbox.Where(m => m.About == about).Select(m => m.Person)];
    }

    /// <summary>Asserts that every branch is live since one instant, and everyone was notified once.</summary>
    public void AssertLiveOnce(Instant? at)
    {
        using var db = Db.CreateDbContext();
        var wave = db.Waves.AsNoTracking().Include(w => w.Launches).Single();
        Assert.Equal(WaveState.Live, wave.State);
        Assert.All(wave.Launches, l => Assert.Equal((LaunchState.Live, at ?? wave.LiveAt), (l.State, l.LiveAt)));
        Assert.Equal(Directors.Select(d => d.Id).ToHashSet(), MailedAbout("you-are-live").Select(p => p!.Value).ToHashSet());
        Assert.Equal(Directors.Count, MailedAbout("you-are-live").Count);
        Assert.Equal([Lead.Id], MailedAbout("wave-live"));
        var told = MailedAbout("live");
        Assert.Equal(told.Count, told.Distinct().Count());
        Assert.Equal(Colleagues.Append(Lead).Select(p => p.Id).ToHashSet(), told.Select(p => p!.Value).ToHashSet());
    }

    public void Dispose() => Db.Dispose();
}
