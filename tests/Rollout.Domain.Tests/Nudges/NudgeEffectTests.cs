using Rollout.Domain.Nudges;

namespace Rollout.Domain.Tests.Nudges;

/// <summary>What is concluded of a rule by those it wrote to and those chance kept from it. The figures of docs/nudges-judged.md come from longer runs of the same simulation.</summary>
public sealed class NudgeEffectTests
{
    /// <summary>Lan and DeMets (1983), five looks, two-sided 5%: the published boundaries.</summary>
    [Fact]
    public void The_boundaries_are_those_that_were_published() =>
        Assert.Equal([4.877, 3.357, 2.680, 2.290, 2.031], SequentialBoundary.At([.2, .4, .6, .8, 1]).Select(b => Math.Round(b, 3)));

    [Fact]
    public void One_look_at_the_end_is_the_usual_interval() => Assert.Equal(1.960, SequentialBoundary.At([1])[0], 3);

    [Fact]
    public void Daily_looks_cry_wolf_seldom_and_find_what_was_planted()
    {
        var it = NudgeSimulation.Run(holdout: 20, baseRate: .3, runs: 400, new Random(3));

        Assert.InRange(it.FalseAlarms, .02, .08);
        Assert.InRange(it.Found, .78, 1);
        Assert.InRange(it.Covered, .92, .98);
        Assert.InRange(it.BrokenFound, .99, 1);
    }

    [Theory]
    [InlineData(240, 200, 60, 5, NudgeVerdict.Works)]
    [InlineData(240, 20, 60, 50, NudgeVerdict.Harms)]
    [InlineData(240, 60, 60, 12, NudgeVerdict.TooFew)]
    [InlineData(76, 60, 19, 0, NudgeVerdict.TooFew)]
    [InlineData(240, 60, 120, 24, NudgeVerdict.Unbalanced)]
    public void What_people_did_is_the_verdict(int written, int did, int heldOut, int heldOutDid, NudgeVerdict verdict) =>
        Assert.Equal(verdict, NudgeEffect.Of(20, [(new NudgeArm(written, did), new NudgeArm(heldOut, heldOutDid))]).Verdict);

    /// <summary>A look at the end of the plan, when nothing is left to be spent: |z| of 1.96 alone, and 3.02 among twenty (Holm 1979: 5% divided by 20).</summary>
    [Theory]
    [InlineData(0, new[] { true, false })] // alone
    [InlineData(19, new[] { false, false })] // beside nineteen that do nothing
    public void Of_many_rules_one_looks_as_if_it_worked_and_together_it_does_not(int others, bool[] standsOut)
    {
        var half = (NudgeEffect.Planned(50) / 2) + 1;
        (int, IReadOnlyList<(NudgeArm, NudgeArm)>) Rule(double more) => (50, [(new NudgeArm(half, (int)(half * (.3 + more))), new NudgeArm(half, (int)(half * .3)))]);
        List<(int, IReadOnlyList<(NudgeArm, NudgeArm)>)> nothing = [.. Enumerable.Range(0, others).Select(_ => Rule(0))];

        Assert.Equal(standsOut, new[] { Rule(.042), Rule(.02) }.Select(rule => NudgeComparison.StandOut([rule, .. nothing]).Contains(0)));
        Assert.Contains(0, NudgeComparison.StandOut([Rule(.12), .. nothing])); // what really works still does
    }

    [Fact]
    public void What_is_sure_leaves_its_share_of_the_error_to_the_others()
    {
        var half = (NudgeEffect.Planned(50) / 2) + 1;
        (int, IReadOnlyList<(NudgeArm, NudgeArm)>) Rule(double more) => (50, [(new NudgeArm(half, (int)(half * (.3 + more))), new NudgeArm(half, (int)(half * .3)))]);

        Assert.Equal([0], NudgeComparison.StandOut([Rule(.12), Rule(0), Rule(.042)]).Order());
        Assert.Equal([0, 1], NudgeComparison.StandOut([Rule(.12), Rule(.042)]).Order());
    }

    [Fact]
    public void When_all_that_was_planned_is_seen_and_nothing_came_of_it_it_says_so_and_later_people_change_nothing()
    {
        var half = NudgeEffect.Planned(50) / 2 + 1;
        var end = (new NudgeArm(half, half / 3), new NudgeArm(half, half / 3));
        var effect = NudgeEffect.Of(50, [end, (new NudgeArm(half * 2, half * 2), new NudgeArm(half * 2, 0))]);

        Assert.Equal((NudgeVerdict.NoEffect, 0, half), (effect.Verdict, effect.Missing, effect.Written.People));
        Assert.True(effect.Low < 0 && effect.High > 0);
    }
}
