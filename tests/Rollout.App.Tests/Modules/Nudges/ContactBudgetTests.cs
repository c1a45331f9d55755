using NodaTime;
using Rollout.App.Modules.Nudges.Occasions;
using Rollout.App.Persistence;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;
using Rollout.Notifications.Delivery;
using Rollout.Notifications.Mail;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Nudges;

/// <summary>Whatever the rules ask for and whatever goes wrong, nobody gets more than their contact budget in any seven days.</summary>
public sealed class ContactBudgetTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Whoever_answers_none_of_three_is_asked_once_in_four_weeks_until_they_answer_one(Database kind)
    {
        using var nudges = new TheNudges(kind, rules: []);
        var (silent, answers) = (nudges.APerson("Els Klein"), nudges.APerson("Bas Groot"));
        for (var i = 0; i < 8; i++)
        {
            nudges.ARule(new() { Step = NudgeStep.CompleteProfile, DaysBetween = 3, Audience = new() { Languages = ["nl"] } }, $"rule-{i}", priority: i);
        }

        nudges.Change(db => db.People.Where(p => p.Id == silent.Id || p.Id == answers.Id).ToList().ForEach(p => p.SetLanguage("nl")));
        for (var day = 0; day < 56; day++)
        {
            await nudges.PlanAsync();
            await nudges.DispatchAsync();
            nudges.Clock.Advance(Duration.FromDays(1));
            nudges.Change(db => db.NudgeRuns.Where(r => r.Person == answers.Id && r.EndedAt == null).ToList().ForEach(r => r.Finish(NudgeRunEnd.Done, nudges.Clock.Now)));
        }

        Assert.Equal(8, nudges.Messages().Count(m => m.Person == answers.Id)); // one a week
        Assert.Equal(4, nudges.Messages().Count(m => m.Person == silent.Id)); // three, and one four weeks later
    }

    [Theory]
    [InlineData(Database.Sqlite, 1)]
    [InlineData(Database.Sqlite, 2)]
    [InlineData(Database.Sqlite, 3)]
    [InlineData(Database.Postgres, 4)]
    [InlineData(Database.Postgres, 5)]
    public async Task Nobody_gets_more_nudges_than_their_contact_budget_in_any_seven_days(Database kind, int seed)
    {
        var chance = new Random(seed);
        var budget = chance.Next(0, 4);
        var people = new List<Person>();
        var rules = Enumerable.Range(0, chance.Next(1, 5)).Select(i => new ARandomRule($"random-{i}", people, new Random(seed + i))).ToList();
        using var nudges = new TheNudges(kind, budget, rules);
        people.AddRange(Enumerable.Range(0, 8).Select(i => nudges.APerson($"Bas Groot{i}")));
        var postbox = new AnUnreliableTransport(chance, nudges.Clock);

        for (var hour = 0; hour < 24 * 21; hour += chance.Next(3, 16))
        {
            nudges.Clock.Now = A.Monday + Duration.FromHours(hour);
            await Task.WhenAll(nudges.PlanAsync(), nudges.PlanAsync());
            if (chance.Next(3) > 0)
            {
                await Task.WhenAll(nudges.DispatchAsync(postbox), nudges.DispatchAsync(postbox));
            }
        }

        Assert.Equal(budget > 0, postbox.Posted.Count > 0);
        Assert.Equal(postbox.Posted.Count, postbox.Posted.Select(p => p.Key).Distinct().Count());
        Assert.All(
            postbox.Posted.GroupBy(p => p.Address),
            theirs => Assert.All(theirs, one => Assert.True(theirs.Count(o => o.At >= one.At && o.At < one.At + Duration.FromDays(7)) <= budget)));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Two_planners_at_once_spend_the_budget_once(Database kind)
    {
        var people = new List<Person>();
        ARandomRule[] rules = [new("always-a", people, new Random(1)) { Always = true }, new("always-b", people, new Random(2)) { Always = true }];
        using var nudges = new TheNudges(kind, budget: 1, rules);
        people.AddRange(Enumerable.Range(0, 50).Select(i => nudges.APerson($"Bas Groot{i}")));

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => nudges.PlanAsync()));

        Assert.Equal(50, nudges.Messages().Count);
        Assert.Equal(50, nudges.Messages().Select(m => m.Person).Distinct().Count());
    }

    /// <summary>Asks for a nudge at random, for another occasion each hour.</summary>
    private sealed class ARandomRule(string code, IReadOnlyList<Person> people, Random chance) : INudgeSource
    {
        public bool Always { get; init; }

        public string Code => code;

        public bool OnceAWeek => false;

        public Task<NudgePageResult> LoadAsync(RolloutDb db, NudgePageRequest slice, Instant now, CancellationToken ct)
        {
            lock (chance)
            {
                // Evaluated again it still wants everything it ever wanted, so that only the budget stops it.
                var drafts =
                    from person in slice.Only is { } only ? people.Where(p => only.Contains(p.Id)) : people
                    from hour in slice.Only is null ? Enumerable.Range(0, 1) : Enumerable.Range(0, 24 * 30)
                    where slice.Only is not null || Always || chance.Next(3) == 0
                    let at = slice.Only is null ? now : A.Monday + Duration.FromHours(hour)
                    select new NudgeDraft(
                        new PlannedNudge(code, person.Id, at.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), now, now + Duration.FromDays(chance.Next(1, 10))),
                        new NudgeRecipient(person.Id, person.Email!, person.Name, person.GivenName, null, "Gent"),
                        words => new NudgeText("Subject", "Why", "Paragraph"));
                return Task.FromResult(new NudgePageResult(people.Count, [.. drafts]));
            }
        }
    }

    /// <summary>Accepts mails, defers them, cannot be reached, or loses its answer.</summary>
    private sealed class AnUnreliableTransport(Random chance, StoppedClock clock) : IMailTransport, IMailSession
    {
        public List<(string Address, string Key, Instant At)> Posted { get; } = [];

        public int MaxConnections => 3;

        public IMailSession Open() => this;

        public Task<DeliveryResult> SendAsync(RenderedMail mail, CancellationToken ct)
        {
            lock (chance)
            {
                var outcome = Enum.GetValues<DeliveryStatus>()[chance.Next(Enum.GetValues<DeliveryStatus>().Length)];
                if (outcome is DeliveryStatus.Sent or DeliveryStatus.Unknown)
                {
                    Posted.Add((mail.To.Address, mail.Message.MessageId!, clock.Now));
                }

                return Task.FromResult(new DeliveryResult(outcome, "As it happens.", outcome == DeliveryStatus.Unavailable ? MailProblem.LineBroke : null));
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
