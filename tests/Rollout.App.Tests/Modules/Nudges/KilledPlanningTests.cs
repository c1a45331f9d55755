using NodaTime;
using Rollout.App.Shared;
using Rollout.App.Tests.Shared.Outbox;
using Rollout.Domain.Nudges;
using Rollout.Notifications.Delivery;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Nudges;

/// <summary>
/// A hundred processes are killed one after the other while they judge, plan, queue or send, at a point drawn by chance; clocks jump back, and the mail server drops mails and
/// refuses them. Then a ledger is read: each rule reached each person once on its occasion, and nothing was lost, doubled or stuck.
/// </summary>
public sealed class KilledPlanningTests
{
    private const int Kills = 100;
    private const int MostStatements = 130;

    [Theory]
    [InlineData(Database.Sqlite, 1)]
    [InlineData(Database.Postgres, 2)]
    public async Task A_hundred_kills_at_random_points_lose_double_and_stick_nothing(Database kind, int seed)
    {
        DyingProcess? process = null;
        using var nudges = new TheNudges(kind, budget: 5, through: database => process = new DyingProcess(database));
        nudges.ARule(new() { Step = NudgeStep.CompleteProfile, Holdout = 20, Second = new() { Texts = TheNudges.Texts("second") } });
        nudges.ARule(new() { Step = NudgeStep.CompleteProfile, Tries = 2, DaysBetween = 3 }, "again", priority: 2);
        var (dice, hours) = (new Random(seed), Holidays.HoursOf(nudges.Branch));
        var server = new ATransport(_ => Answer(dice));
        for (var (killed, cycles) = (0, 0); killed < Kills; cycles++)
        {
            Assert.InRange(cycles, 0, 5 * Kills);
            nudges.Given(A.Person(nudges.Branch), A.Person(nudges.Branch, "Bas Groot"));
            process!.Start(dice.Next(1, MostStatements));
            killed += await DiesAsync(nudges, server) ? 1 : 0;
            nudges.Clock.Now = hours.Next(nudges.Clock.Now + Duration.FromMinutes(dice.Next(8) == 0 ? -20 : 25));
        }

        process!.Start(int.MaxValue);
        for (var day = 0; day < 10; day++)
        {
            nudges.Clock.Now = hours.Next(nudges.Clock.Now + Duration.FromDays(1));
            await nudges.PlanAsync();
            await nudges.DispatchAsync(server);
        }

        ReadTheLedger(nudges, server.Posted.CountBy(id => id).ToDictionary());
    }

    private static async Task<bool> DiesAsync(TheNudges nudges, ATransport server)
    {
        try
        {
            await nudges.PlanAsync();
            await nudges.DispatchAsync(server);
            return false;
        }
        catch (Exception e) when (e is KilledException or { InnerException: KilledException } or AggregateException)
        {
            return true;
        }
    }

    private static DeliveryResult Answer(Random dice)
    {
        lock (dice)
        {
            return new DeliveryResult(dice.Next(20) switch { 0 => DeliveryStatus.Deferred, 1 => DeliveryStatus.Refused, 2 => DeliveryStatus.Unknown, _ => DeliveryStatus.Sent });
        }
    }

    private static void ReadTheLedger(TheNudges nudges, Dictionary<Guid, int> times)
    {
        var (runs, messages) = (nudges.Runs(), nudges.Messages().Where(m => m.About.StartsWith(NudgeRule.AboutPrefix, StringComparison.Ordinal)).ToLookup(m => m.SubjectId!.Value));
        using var db = nudges.Db();
        var people = db.People.Select(p => p.Id.Value).ToList();
        Assert.All(db.NudgeRules.Where(r => !r.IsFixed && r.State == NudgeRuleState.On).ToList(), rule => Assert.Equal(people.Order(), runs.Where(r => r.Rule == rule.Id).Select(r => r.Person.Value).Order()));
        Assert.All(runs, run => Assert.Equal(run.Tries, messages[run.Id.Value].Select(m => m.Key).Distinct().Count()));
        Assert.All(runs, run => Assert.Equal(run.HeldOut, run.Tries == 0));
        Assert.InRange(runs.Count(r => r.HeldOut) - (people.Count / 5), -1, 1);
        Assert.All(messages.SelectMany(m => m), m => Assert.True(
            m.State switch
            {
                OutboxState.Sent => times.GetValueOrDefault(m.Id.Value) == 1,
                OutboxState.Unknown => times.GetValueOrDefault(m.Id.Value) <= 1,
                OutboxState.Suppressed or OutboxState.Failed => times.GetValueOrDefault(m.Id.Value) == 0,
                _ => false,
            },
            $"{m.Key} is {m.State} ({m.FailureReason}) and arrived {times.GetValueOrDefault(m.Id.Value)} times."));
        Assert.Contains(messages.SelectMany(m => m), m => m.State == OutboxState.Unknown);
    }
}
