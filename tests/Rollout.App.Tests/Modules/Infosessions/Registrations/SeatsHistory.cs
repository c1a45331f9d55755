using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Rollout.App.Shared;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions;
using Rollout.App.Modules.Infosessions.Registrations;
using Rollout.App.Modules.Infosessions.Scheduling;
using Rollout.App.Modules.Infosessions.Waiting;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.Registrations;

/// <summary>A history on a Monday: two infosessions of one topic on Tuesday and Wednesday, and one of another topic that overlaps the first.</summary>
internal sealed class SeatsHistory
{
    // Among many thousands two may get the same code by chance; a rollout has some hundreds.
    private static readonly HashSet<string> Codes = [];

    private readonly TestDatabase _database;
    private readonly WebApplication _app;
    private readonly StoppedClock _clock;
    private readonly Branch _gent;
    private readonly Person _lead;
    private readonly SeatsDraw _draw;
    private readonly Instant _monday;
    private readonly Infosession[] _sessions;
    private readonly Person[] _people;
    private readonly List<string> _told = [];

    public SeatsHistory(TestDatabase database, WebApplication app, StoppedClock clock, Branch gent, Person lead, Topic[] topics, Person[] givers, SeatsDraw draw, int number)
    {
        (_database, _app, _clock, _gent, _lead, _draw, _monday) = (database, app, clock, gent, lead, draw, A.Monday + Duration.FromDays(14 * number));
        var tuesday = _monday.InZone(gent.Zone).Date.PlusDays(1);
        LocalDateTime[] starts = [tuesday + new LocalTime(14, 0), tuesday.PlusDays(1) + new LocalTime(10, 0), tuesday + new LocalTime(15, 0)];
        _people = [.. Enumerable.Range(0, draw.People).Select(i => A.Person(gent, $"Colleague Nr{i}"))];
        _sessions = [.. starts.Select((at, i) => Plan(topics[i / 2], givers[i], at, draw.Seats[i]))];
    }

    /// <summary>What must exist before it begins.</summary>
    public IEnumerable<object> Things => [.. _people, .. _sessions];

    public async Task<IEnumerable<string>> RunAsync()
    {
        _clock.Now = _monday + Duration.FromHours(_draw.Hours); // some begin shortly before the start
        var model = new SeatsModel([.. _sessions.Select(s => new SeatsModel.Hall(s))], Holidays.HoursOf(_gent), TheRolloutHours) { Now = _clock.Now };
        foreach (var step in _draw.Steps)
        {
            await StepAsync(model, step, Someone(step.Person), model.Halls[step.Hall]);
            await CompareAsync(model);
        }

        return model.Happened;
    }

    private const int TheRolloutHours = Domain.RolloutSettings.DefaultOfferHours;

    private async Task StepAsync(SeatsModel model, SeatsStep step, PersonId person, SeatsModel.Hall hall)
    {
        var id = hall.Session.Id;
        var kind = step.Kind;
        if (kind is >= 55 and < 70 && hall.Offers.Keys.Concat(hall.Line).ToList() is { Count: > 0 } some)
        {
            person = some[step.Choice % 2 == 0 ? ^1 : step.Choice / 2 % some.Count];
        }

        var (seats, days) = (1 + (step.Amount % 4), step.Amount % 4 == 0 ? 1 : -1);
        var starts = hall.StartsAt.InZone(_gent.Zone).LocalDateTime.PlusDays(days);
        var (said, allowed, act) = kind switch
        {
            < 10 => Together(model, step.Wishes),
            < 40 => ("signs up", model.SignUp(person, hall), () => DoAsync<SignUp>(a => a.RunAsync(id, person))),
            < 55 => ("withdraws", model.Withdraw(person, hall), () => DoAsync<Withdraw>(a => a.RunAsync(id, person))),
            < 70 => ("takes", model.Take(person, hall), () => DoAsync<TakeSeat>(a => a.RunAsync(id, person))),
            < 83 => Pass(model, step),
            < 87 => ($"seats {seats}", model.Replan(hall, seats, hall.StartsAt), () => ReplanAsync(hall, seats, 0)),
            < 92 => ($"moves {days}", model.Replan(hall, hall.Seats, starts.InZoneLeniently(_gent.Zone).ToInstant()), () => ReplanAsync(hall, hall.Seats, days)),
            < 93 => ("cancels", model.Cancel(hall), () => DoAsync<CancelInfosession>(a => a.RunAsync(id, "Because."))),
            _ => ("first", model.PrioritizeWaiting(person, hall), (Func<Task>)(() => DoAsync<PrioritizeWaiting>(a => a.RunAsync(id, person, "Because.")))),
        };
        _told.Add($"{_clock.Now}: {person.Value.ToString()[^4..]} {said} in {hall.Session.Starts}{(allowed ? "" : ", refused")}");
        Assert.True(await SucceedsAsync(act) == allowed, $"history:\n{string.Join('\n', _told)}");
    }

    // In one batch, of which each is answered as if they came one after the other.
    private (string Said, bool Allowed, Func<Task> Act) Together(SeatsModel model, IReadOnlyList<SeatsWish> wished)
    {
        var wishes = wished.Select(w => (Person: Someone(w.Person), Hall: model.Halls[w.Hall], w.Kind)).DistinctBy(w => w.Person).ToList();
        var allowed = wishes.Select(w => w.Kind switch { 0 => model.Withdraw(w.Person, w.Hall), 1 => model.Take(w.Person, w.Hall), _ => model.SignUp(w.Person, w.Hall) }).ToList();
        model.Happened.Add(allowed.Contains(false) ? "together, and one refused" : "together");
        return ("together: " + string.Join(", ", wishes.Select(w => $"{w.Person.Value.ToString()[^4..]} {(w.Kind switch { 0 => "withdraws", 1 => "takes", _ => "signs up" })} in {w.Hall.Session.Starts}")), true, async () =>
        {
            var round = wishes.Select(w => w.Kind switch
            {
                0 => (SeatRequest)new WithdrawRequest(w.Hall.Session.Id, w.Person, CancellationToken.None),
                1 => new TakeRequest(w.Hall.Session.Id, w.Person, CancellationToken.None),
                _ => new SignUpRequest(w.Hall.Session.Id, w.Person, null, CancellationToken.None),
            }).ToList();
            await _app.Services.GetRequiredService<SeatBatchHandler>().RunAsync(round, CancellationToken.None);
            Assert.Equal(allowed, round.Select(w => w.Answer.IsCompletedSuccessfully));
            Assert.All(round.Where(w => w.Answer.IsFaulted), w => Assert.IsType<BrokenRuleException>(w.Answer.Exception!.InnerException));
        });
    }

    private (string Said, bool Allowed, Func<Task> Act) Pass(SeatsModel model, SeatsStep step)
    {
        _clock.Advance(Duration.FromMinutes(new[] { 30, 120, 240, 420, 900 }[step.Amount % 5]));
        model.Now = _clock.Now;
        if (step.Choice % 5 < 2)
        {
            return ("time passes unnoticed", true, () => Task.CompletedTask);
        }

        model.TimePassed();
        return ("time passes", true, () => _app.Services.GetRequiredService<AdvanceWaitingLists>().RunAsync());
    }

    // The model has changed already: the change of the application starts from what is stored.
    private async Task ReplanAsync(SeatsModel.Hall hall, int seats, int days)
    {
        await using var db = _database.CreateDbContext();
        var stored = await db.Infosessions.AsNoTracking().SingleAsync(s => s.Id == hall.Session.Id);
        var request = new PlanRequest(null, stored.Starts.PlusDays(days), stored.Minutes, null, stored.Link, seats, stored.Facilitator, "nl");
        await DoAsync<ReplanInfosession>(a => a.RunAsync(stored.Id, request, stored.Version));
    }

    private async Task CompareAsync(SeatsModel model)
    {
        await using var db = _database.CreateDbContext();
        var ids = model.Halls.Select(h => h.Session.Id).ToList();
        var places = (await (
            from s in db.Infosessions
            where ids.Contains(s.Id)
            from r in db.Registrations.Where(r => r.Infosession == s.Id).DefaultIfEmpty()
            select new { s.Id, s.Seats, s.Taken, s.Offered, s.Waiting, Person = (PersonId?)r.Person, State = (RegistrationState?)r.State, r.OfferEndsAt, r.Number }).ToListAsync()).ToLookup(p => p.Id);
        foreach (var hall in model.Halls)
        {
            var (session, of) = (places[hall.Session.Id].First(), places[hall.Session.Id].ToLookup(r => r.State));
            var seen = Say(
                of[RegistrationState.Registered].Select(r => r.Person!.Value), of[RegistrationState.Offered].ToDictionary(r => r.Person!.Value, r => r.OfferEndsAt!.Value),
                of[RegistrationState.Waiting].OrderBy(r => r.Number).Select(r => r.Person!.Value), session.Seats, (session.Taken, session.Offered, session.Waiting));
            var expected = Say(hall.Seated, hall.Offers, hall.Line, hall.Seats, (hall.Seated.Count, hall.Offers.Count, hall.Line.Count));
            Assert.True(seen == expected, $"{hall.Session.Starts}:\nexpected {expected}\nseen     {seen}\n{string.Join('\n', _told)}");
        }
    }

    private static string Say(IEnumerable<PersonId> seated, Dictionary<PersonId, Instant> offers, IEnumerable<PersonId> line, int seats, (int, int, int) counts) =>
        $"seats {seats}, counts {counts}, seated {Names(seated.OrderBy(p => p.Value))}, offered {string.Join(' ', offers.OrderBy(o => o.Key.Value).Select(o => $"{o.Key.Value.ToString()[^4..]}<{o.Value}"))}, line {Names(line)}";

    private static string Names(IEnumerable<PersonId> people) => string.Join(' ', people.Select(p => p.Value.ToString()[^4..]));

    private PersonId Someone(int drawn) => _people[drawn % _people.Length].Id;

    private Infosession Plan(Topic topic, Person giver, LocalDateTime starts, int seats)
    {
        var session = Infosession.Plan(topic.Id, new SessionPlan
        {
            Time = new SessionTime(starts, _gent.Zone, 120), Branch = null, Calendar = Holidays.In(""), Link = "https://meet.voorbeeld.be/x",
            Seats = seats, Facilitator = giver.Id, Language = "nl",
        }, _monday);
        session.Publish(topicIsOpen: true, _monday);
        return Codes.Add(session.FeedbackCode) ? session : Plan(topic, giver, starts, seats);
    }

    private async Task DoAsync<TAct>(Func<TAct, Task> act)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        object[] who = typeof(TAct).GetConstructors()[0].GetParameters().Any(p => p.ParameterType == typeof(CurrentUserAccessor)) ? [SignedIn.As(_database, _lead)] : [];
        await act(ActivatorUtilities.CreateInstance<TAct>(scope.ServiceProvider, who));
    }

    private static async Task<bool> SucceedsAsync(Func<Task> act)
    {
        try
        {
            await act();
            return true;
        }
        catch (BrokenRuleException)
        {
            return false;
        }
    }
}
