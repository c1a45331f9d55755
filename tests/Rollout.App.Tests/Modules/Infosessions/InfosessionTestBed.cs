using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions;
using Rollout.App.Modules.Infosessions.Registrations;
using Rollout.App.Modules.Infosessions.Scheduling;
using Rollout.App.Modules.Infosessions.Waiting;
using Rollout.App.Shared.Telemetry;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions;

/// <summary>A running rollout with one branch, a lead, a facilitator, and one published infosession of twenty seats on Tuesday 1 December at 14:00 in Gent.</summary>
internal sealed class InfosessionTestBed : IAsyncDisposable
{
    private InfosessionTestBed(TestDatabase database, int seats)
    {
        Database = database;
        Gent = A.Branch();
        Lead = A.Lead(Gent);
        Joost = AnInfosession.Facilitator(Gent);
        Topic = AnInfosession.Topic();
        Session = AnInfosession.Of(Topic, Gent, Joost, seats);
    }

    public TestDatabase Database { get; }
    public StoppedClock Clock { get; } = new(A.Monday);
    public RunningApp App { get; private set; } = null!;
    public Branch Gent { get; }
    public Person Lead { get; }
    public Person Joost { get; }
    public Topic Topic { get; }
    public Infosession Session { get; }

    public static async Task<InfosessionTestBed> OnAsync(Database kind, int seats = 20)
    {
        var bed = new InfosessionTestBed(TestDatabase.On(kind), seats);
        bed.Database.Given(A.Rollout(), bed.Gent, bed.Lead, bed.Joost, bed.Topic, bed.Session);
        bed.App = await RunningApp.StartAsync(bed.Database, bed.Clock);
        return bed;
    }

    public Person[] Colleagues(int number, string? email = "")
    {
        var people = Enumerable.Range(0, number).Select(i => A.Person(Gent, $"Colleague Nr{i}", email)).ToArray();
        Database.Given([.. people]);
        return people;
    }

    /// <summary>Runs a command as someone, as the application would.</summary>
    public async Task<T> ActAsync<TAct, T>(Person as_, Func<TAct, Task<T>> act)
        where TAct : class
    {
        var signedIn = SignedIn.As(Database, as_);
        await using var scope = App.Services.CreateAsyncScope();
        return await act(ActivatorUtilities.CreateInstance<TAct>(new With(scope.ServiceProvider, signedIn)));
    }

    public Task ActAsync<TAct>(Person as_, Func<TAct, Task> act)
        where TAct : class => ActAsync<TAct, bool>(as_, async a =>
        {
            await act(a);
            return true;
        });

    public Task<RegistrationState?> SignUpAsync(Person person, Infosession? session = null) =>
        App.Services.GetRequiredService<SignUp>().RunAsync((session ?? Session).Id, person.Id);

    public Task TakeSeatAsync(Person person, Infosession? session = null) => ActAsync<TakeSeat>(person, a => a.RunAsync((session ?? Session).Id, person.Id));

    /// <summary>Runs what the job runs every minute.</summary>
    public Task AdvanceAsync() => App.Services.GetRequiredService<AdvanceWaitingLists>().RunAsync();

    public Registration Of(Person person, Infosession? session = null)
    {
        using var db = Database.CreateDbContext();
        var id = (session ?? Session).Id;
        return db.Registrations.AsNoTracking().Single(r => r.Infosession == id && r.Person == person.Id);
    }

    /// <summary>Another infosession about the same topic, a day later each.</summary>
    public Infosession Another(int seats = 20, int days = 1, Topic? about = null)
    {
        var session = AnInfosession.Of(about ?? Topic, Gent, Joost, seats, AnInfosession.Tuesday.PlusDays(days));
        Database.Given(session);
        return session;
    }

    /// <summary>The values the planning form would send for the infosession as it is.</summary>
    public PlanRequest Request => new(Gent.Id, AnInfosession.Tuesday, 120, "Zaal 1", null, 20, Joost.Id, "nl");

    public Task WithdrawAsync(Person person, Infosession? session = null) => ActAsync<Withdraw>(person, a => a.RunAsync((session ?? Session).Id, person.Id));

    public Infosession Stored(Infosession? session = null)
    {
        using var db = Database.CreateDbContext();
        var id = (session ?? Session).Id;
        return db.Infosessions.AsNoTracking().Single(s => s.Id == id);
    }

    public int Registered(Infosession? session = null)
    {
        using var db = Database.CreateDbContext();
        var id = (session ?? Session).Id;
        return db.Registrations.Count(r => r.Infosession == id && r.State == RegistrationState.Registered);
    }

    public IReadOnlyList<OutboxMessage> Mails(Person? to = null, string? about = null)
    {
        using var db = Database.CreateDbContext();
        return [.. db.Outbox.AsNoTracking().ToList().Where(m => (to is null || m.Person == to.Id) && (about is null || m.About == about)).OrderBy(m => m.Id.Value)];
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        Database.Dispose();
    }

    // A command that uses another command runs it as the same person.
    private sealed class With(IServiceProvider services, CurrentUserAccessor me) : IServiceProvider
    {
        public object? GetService(Type serviceType) =>
            serviceType == typeof(CurrentUserAccessor) || serviceType == typeof(ICurrentUserId) ? me
            : serviceType.GetConstructors() is [var made] && made.GetParameters().Any(p => p.ParameterType == typeof(CurrentUserAccessor) || p.ParameterType == typeof(ICurrentUserId)) ? ActivatorUtilities.CreateInstance(this, serviceType)
            : services.GetService(serviceType);
    }
}
