using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Rollout.App.Access;
using Rollout.App.Features.Infosessions;
using Rollout.App.Operations;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Domain.Rules;
using Rollout.Testing;

namespace Rollout.App.Tests.Features.Infosessions;

/// <summary>
/// Random histories of signing up, withdrawing, taking, expiring, raising, lowering, moving, cancelling, going first and changing, over three
/// infosessions, each step compared with <see cref="SeatsModel"/>: some long ones, which come to crowded places, and a thousand short ones.
/// <c>ROLLOUT_TEST_HISTORIES</c> says how many short ones on SQLite; PostgreSQL runs fewer of both.
/// </summary>
public sealed class HistoriesTests
{
    private const int Long = 150;
    private const int LongSteps = 40;
    private const int ShortSteps = 5;

    private static readonly string[] Everything =
    [
        "joined", "joined while a called seat was free", "took an offer", "took a called seat", "too late", "busy", "ended", "nothing to take", "offer cut short",
        "expired", "left over", "gave up", "gave up for who waits", "called",
    ];

    private static readonly int Histories = int.TryParse(Environment.GetEnvironmentVariable("ROLLOUT_TEST_HISTORIES"), CultureInfo.InvariantCulture, out var many) ? many : 1000;

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Every_random_history_ends_as_the_rules_say(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var clock = new StoppedClock(A.Monday);
        await using var app = RolloutApp.Build(
            new HostSettings("http://127.0.0.1:0", database.Folder),
            builder => builder.Services.AddSingleton<TimeProvider>(clock).AddSingleton<IClock>(clock),
            database.Configure);
        var gent = A.Branch();
        var (lead, topics) = (A.Lead(gent), new[] { AnInfosession.Topic("Eerst"), AnInfosession.Topic("Dan") });
        Person[] givers = [AnInfosession.Facilitator(gent, "A Een"), AnInfosession.Facilitator(gent, "B Twee"), AnInfosession.Facilitator(gent, "C Drie")];
        database.Given([A.Rollout(), gent, lead, .. topics, .. givers]);

        var happened = new HashSet<string>();
        var (longOnes, shortOnes) = kind == Database.Sqlite ? (Long, Histories) : (Long / 3, Histories / 10);
        for (var seed = 0; seed < longOnes + shortOnes; seed++)
        {
            clock.Now = A.Monday + Duration.FromDays(14 * seed);
            happened.UnionWith(await new History(database, app, clock, gent, lead, topics, givers, seed).RunAsync(seed < longOnes ? LongSteps : ShortSteps));
        }

        // What never happened was not tested.
        Assert.True(kind == Database.Postgres || !Everything.Except(happened).Any(), "never happened: " + string.Join(", ", Everything.Except(happened)));
    }

    /// <summary>A Monday's: two infosessions of one topic on Tuesday and Wednesday, and one of another that overlaps the first.</summary>
    private sealed class History(TestDatabase database, WebApplication app, StoppedClock clock, Branch gent, Person lead, Topic[] topics, Person[] givers, int seed)
    {
        private readonly Random _dice = new(seed);
        private readonly List<string> _told = [];

        public async Task<IEnumerable<string>> RunAsync(int steps)
        {
            var tuesday = clock.Now.InZone(gent.Zone).Date.PlusDays(1);
            Infosession[] sessions = [Plan(0, tuesday + new LocalTime(14, 0)), Plan(1, tuesday.PlusDays(1) + new LocalTime(10, 0)), Plan(2, tuesday + new LocalTime(15, 0))];
            var people = Enumerable.Range(0, 5).Select(i => A.Person(gent, $"Colleague Nr{i}")).ToArray();
            database.Given([.. people, .. sessions]);
            clock.Advance(Duration.FromHours(_dice.Next(28))); // some begin shortly before the start
            var model = new SeatsModel([.. sessions.Select(s => new SeatsModel.Hall(s))], WorkingHours.Of(gent), TheRolloutHours) { Now = clock.Now };
            for (var step = 0; step < steps; step++)
            {
                await StepAsync(model, people[_dice.Next(people.Length)].Id, model.Halls[_dice.Next(3)]);
                await CompareAsync(model);
            }

            return model.Happened;
        }

        private const int TheRolloutHours = Domain.TheRollout.DefaultOfferHours;

        private async Task StepAsync(SeatsModel model, PersonId person, SeatsModel.Hall hall)
        {
            var id = hall.Session.Id;
            var kind = _dice.Next(100);
            if (kind is >= 55 and < 70 && hall.Offers.Keys.Concat(hall.Line).ToList() is { Count: > 0 } some)
            {
                person = some[_dice.Next(2) == 0 ? ^1 : _dice.Next(some.Count)];
            }

            var (seats, days) = (_dice.Next(1, 5), _dice.Next(4) == 0 ? 1 : -1);
            var starts = hall.StartsAt.InZone(gent.Zone).LocalDateTime.PlusDays(days);
            var (said, allowed, act) = kind switch
            {
                < 40 => ("signs up", model.SignUp(person, hall), () => DoAsync<SignUp>(a => a.RunAsync(id, person))),
                < 55 => ("withdraws", model.Withdraw(person, hall), () => DoAsync<Withdraw>(a => a.RunAsync(id, person))),
                < 70 => ("takes", model.Take(person, hall), () => DoAsync<TakeSeat>(a => a.RunAsync(id, person))),
                < 83 => Pass(model),
                < 87 => ($"seats {seats}", model.Replan(hall, seats, hall.StartsAt), () => ReplanAsync(hall, seats, 0)),
                < 92 => ($"moves {days}", model.Replan(hall, hall.Seats, starts.InZoneLeniently(gent.Zone).ToInstant()), () => ReplanAsync(hall, hall.Seats, days)),
                < 93 => ("cancels", model.Cancel(hall), () => DoAsync<CancelInfosession>(a => a.RunAsync(id, "Because."))),
                _ => ("first", model.LetGoFirst(person, hall), (Func<Task>)(() => DoAsync<LetGoFirst>(a => a.RunAsync(id, person, "Because.")))),
            };
            _told.Add($"{clock.Now}: {person.Value.ToString()[^4..]} {said} in {hall.Session.Starts}{(allowed ? "" : ", refused")}");
            Assert.True(await SucceedsAsync(act) == allowed, $"history {seed}:\n{string.Join('\n', _told)}");
        }

        private (string Said, bool Allowed, Func<Task> Act) Pass(SeatsModel model)
        {
            clock.Advance(Duration.FromMinutes(new[] { 30, 120, 240, 420, 900 }[_dice.Next(5)]));
            model.Now = clock.Now;
            if (_dice.Next(5) < 2)
            {
                return ("time passes unnoticed", true, () => Task.CompletedTask);
            }

            model.TimePassed();
            return ("time passes", true, () => app.Services.GetRequiredService<AdvanceWaitingLists>().RunAsync());
        }

        // The model has changed already: what is asked of the application starts from what is stored.
        private async Task ReplanAsync(SeatsModel.Hall hall, int seats, int days)
        {
            await using var db = database.CreateDbContext();
            var stored = await db.Infosessions.AsNoTracking().SingleAsync(s => s.Id == hall.Session.Id);
            var request = new PlanRequest(null, stored.Starts.PlusDays(days), stored.Minutes, null, stored.Link, seats, stored.Facilitator, "nl");
            await DoAsync<ReplanInfosession>(a => a.RunAsync(stored.Id, request, stored.Version));
        }

        private async Task CompareAsync(SeatsModel model)
        {
            await using var db = database.CreateDbContext();
            var ids = model.Halls.Select(h => h.Session.Id).ToList();
            var stored = await db.Infosessions.AsNoTracking().Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id);
            var registrations = (await db.Registrations.AsNoTracking().Where(r => ids.Contains(r.Infosession)).ToListAsync()).ToLookup(r => r.Infosession);
            foreach (var hall in model.Halls)
            {
                var of = registrations[hall.Session.Id].ToLookup(r => r.State);
                var session = stored[hall.Session.Id];
                var seen = Say(
                    of[RegistrationState.Registered].Select(r => r.Person), of[RegistrationState.Offered].ToDictionary(r => r.Person, r => r.OfferEndsAt!.Value),
                    of[RegistrationState.Waiting].OrderBy(r => r.Number).Select(r => r.Person), session.Seats, (session.Taken, session.Offered, session.Waiting));
                var expected = Say(hall.Seated, hall.Offers, hall.Line, hall.Seats, (hall.Seated.Count, hall.Offers.Count, hall.Line.Count));
                Assert.True(seen == expected, $"history {seed}, {hall.Session.Starts}:\nexpected {expected}\nseen     {seen}\n{string.Join('\n', _told)}");
            }
        }

        private static string Say(IEnumerable<PersonId> seated, Dictionary<PersonId, Instant> offers, IEnumerable<PersonId> line, int seats, (int, int, int) counts) =>
            $"seats {seats}, counts {counts}, seated {Names(seated.OrderBy(p => p.Value))}, offered {string.Join(' ', offers.OrderBy(o => o.Key.Value).Select(o => $"{o.Key.Value.ToString()[^4..]}<{o.Value}"))}, line {Names(line)}";

        private static string Names(IEnumerable<PersonId> people) => string.Join(' ', people.Select(p => p.Value.ToString()[^4..]));

        private Infosession Plan(int which, LocalDateTime starts)
        {
            var session = Infosession.Plan(topics[which / 2].Id, new SessionPlan
            {
                Time = new SessionTime(starts, gent.Zone, 120), Branch = null, Country = "", Link = "https://meet.voorbeeld.be/x",
                Seats = _dice.Next(1, 3), Facilitator = givers[which].Id, Language = "nl",
            }, clock.Now);
            session.Publish(topicIsOpen: true, clock.Now);
            return session;
        }

        private async Task DoAsync<TAct>(Func<TAct, Task> act)
        {
            await using var scope = app.Services.CreateAsyncScope();
            object[] who = typeof(TAct).GetConstructors()[0].GetParameters().Any(p => p.ParameterType == typeof(CurrentPerson)) ? [SignedIn.As(database, lead)] : [];
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
}
