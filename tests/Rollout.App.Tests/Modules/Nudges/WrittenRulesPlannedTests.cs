using NodaTime;
using Rollout.App.Modules.Nudges;
using Rollout.App.Modules.Nudges.Occasions;
using Rollout.App.Persistence;
using Rollout.Domain;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Nudges;

/// <summary>Planning a rule while other processes plan it too, or while the process dies.</summary>
public sealed class WrittenRulesPlannedTests
{
    private static readonly NudgeRuleContent Profile = new() { Step = NudgeStep.CompleteProfile, Tries = 2, DaysBetween = 7 };

    public static TheoryData<Database> Databases => [Database.Sqlite, Database.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Several_planners_begin_a_rule_once_for_each_and_never_for_whom_chance_keeps_from_it(Database kind)
    {
        using var nudges = new TheNudges(kind);
        nudges.Given([.. Enumerable.Range(0, 99).Select(i => (object)A.Person(nudges.Branch, $"Bas Groot{i}"))]);
        nudges.ARule(Profile with { Holdout = 20 });
        nudges.ARule(Profile with { Holdout = 50 }, "second", priority: 2);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => nudges.PlanAsync()));

        var runs = nudges.Runs();
        var first = runs.Where(r => r.Rule == runs[0].Rule).ToList();
        Assert.Equal((100, 20), (first.Count, first.Count(r => r.HeldOut)));
        var reached = nudges.Messages().Where(m => m.About == "rule-a-rule").Select(m => m.Person!.Value).ToList();
        Assert.Equal(first.Where(r => !r.HeldOut).Select(r => r.Person).Order(Comparer<PersonId>.Create((a, b) => a.Value.CompareTo(b.Value))), reached.Order(Comparer<PersonId>.Create((a, b) => a.Value.CompareTo(b.Value))));
        Assert.Equal(reached.Count, reached.Distinct().Count());
        Assert.All(nudges.Messages().GroupBy(m => m.Person), theirs => Assert.Single(theirs));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_planner_that_dies_anywhere_loses_nobody_and_begins_nothing_twice(Database kind)
    {
        var chance = new Random(7);
        using var nudges = new TheNudges(kind, channels: mail => new ADyingChannel(mail, chance));
        nudges.Given([.. Enumerable.Range(0, 1199).Select(i => (object)A.Person(nudges.Branch, $"Bas Groot{i}"))]);
        nudges.ARule(Profile with { Holdout = 10 });

        var deaths = 0;
        for (var planned = false; !planned;)
        {
            try
            {
                await nudges.PlanAsync();
                planned = nudges.Runs().Count == 1200;
            }
            catch (InvalidOperationException)
            {
                deaths++;
            }
        }

        Assert.True(deaths > 0);
        Assert.Equal(120, nudges.Runs().Count(r => r.HeldOut));
        Assert.Equal(nudges.Runs().Where(r => !r.HeldOut).Select(r => r.Id.Value).Order(), nudges.Messages().Select(m => m.SubjectId!.Value).Order());
    }

    /// <summary>Dies after so many messages, and lives longer each time.</summary>
    private sealed class ADyingChannel(INudgeChannel inner, Random chance) : INudgeChannel
    {
        private int _left = 300;
        private int _lives = 1;

        public MessageChannel Channel => inner.Channel;

        public void Queue(RolloutDb db, RolloutSettings rollout, NudgeDraft draft, Instant now)
        {
            if (_left-- == 0)
            {
                _left = ++_lives * chance.Next(200, 600);
                throw new InvalidOperationException("The process was killed.");
            }

            inner.Queue(db, rollout, draft, now);
        }
    }
}
