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

    /// <summary>Five looks: 1.96 each time is wrong in 14.2 of 100; the boundaries of Pocock and of O'Brien and Fleming in 5 (Jennison and Turnbull 2000).</summary>
    [Theory]
    [InlineData(1.96, 0, .142)]
    [InlineData(2.413, 0, .050)]
    [InlineData(2.040, .5, .050)]
    public void Chance_crosses_known_boundaries_as_often_as_was_published(double bound, double power, double error) =>
        Assert.Equal(error, SequentialBoundary.Crossed([.2, .4, .6, .8, 1], [.. Enumerable.Range(1, 5).Select(k => bound * Math.Pow(5.0 / k, power))]), 3);

    /// <summary>Aspirin of the physicians' health study (Agresti, Categorical Data Analysis): 189 of 11,034 and 104 of 11,037, an interval from 0.0047 to 0.0107.</summary>
    [Fact]
    public void The_interval_of_a_known_trial_is_the_one_that_was_published() =>
        Assert.Equal((.0047, .0107), NudgeEffect.Of(50, [(new NudgeArm(11_034, 189), new NudgeArm(11_037, 104))]) is var e ? (Math.Round(e.Low, 4), Math.Round(e.High, 4)) : default);

    /// <summary>A difference of 5 points beside 30% wants 1,377 people an arm and one of 1.4 points 17,039 (power.prop.test of R): beside as many as are planned here where half do it anyway.</summary>
    [Fact]
    public void As_many_people_are_planned_as_a_known_calculation_wants_and_a_tenth_more_for_looking_daily()
    {
        var (planned, known) = (NudgeEffect.Planned(50) / 2.0, 1377 * Math.Pow(.05 / NudgeEffect.Sought, 2) * .25 / (((.3 * .7) + (.35 * .65)) / 2));

        Assert.InRange(planned / known, 1.09, 1.11);
    }

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
        Func<double, bool> Rule(double more) => error => NudgeEffect.IsSure(50, [(new NudgeArm(half, (int)(half * (.3 + more))), new NudgeArm(half, (int)(half * .3)))], error);
        List<Func<double, bool>> nothing = [.. Enumerable.Range(0, others).Select(_ => Rule(0))];

        Assert.Equal(standsOut, new[] { Rule(.042), Rule(.02) }.Select(rule => NudgeComparison.StandOut([rule, .. nothing]).Contains(0)));
        Assert.Contains(0, NudgeComparison.StandOut([Rule(.12), .. nothing])); // what really works still does
    }

    [Fact]
    public void What_is_sure_leaves_its_share_of_the_error_to_the_others()
    {
        var half = (NudgeEffect.Planned(50) / 2) + 1;
        Func<double, bool> Rule(double more) => error => NudgeEffect.IsSure(50, [(new NudgeArm(half, (int)(half * (.3 + more))), new NudgeArm(half, (int)(half * .3)))], error);

        Assert.Equal([0], NudgeComparison.StandOut([Rule(.12), Rule(0), Rule(.042)]).Order());
        Assert.Equal([0, 1], NudgeComparison.StandOut([Rule(.12), Rule(.042)]).Order());
    }

    /// <summary>Two rules of each kind, each with its own people: what a kind brings is the average of its rules, and what is left is said in people.</summary>
    [Theory]
    [InlineData(3000, .12, 0, NudgeVerdict.Works)]
    [InlineData(3000, 0, .12, NudgeVerdict.Harms)]
    [InlineData(3000, .03, .03, NudgeVerdict.NoEffect)]
    [InlineData(300, .12, .10, NudgeVerdict.TooFew)]
    public void Of_two_kinds_that_one_is_better_that_brings_more_beside_whom_it_held_back(int each, double one, double other, NudgeVerdict verdict)
    {
        var effect = NudgeKindEffect.Of([(Kind(each, one), Kind(each, other))]);

        Assert.Equal(verdict, effect.Verdict);
        Assert.Equal(verdict == NudgeVerdict.TooFew, effect.Missing > 0);
        Assert.InRange(one - other, effect.Low, effect.High);
    }

    [Fact]
    public void A_kind_whose_rules_held_back_too_few_says_nothing_and_an_uneven_rule_does_not_count()
    {
        Assert.Equal((NudgeVerdict.TooFew, -1.0, 1.0), NudgeKindEffect.Of([(Kind(3000, .2), NudgeKindArm.Of([(50, new NudgeArm(19, 9), new NudgeArm(19, 9))]))]) is var e ? (e.Verdict, e.Low, e.High) : default);
        Assert.Equal(Kind(3000, .1), NudgeKindArm.Of([.. Rules(3000, .1), (50, new NudgeArm(4000, 4000), new NudgeArm(1000, 0))]));
    }

    private static NudgeKindArm Kind(int each, double more) => NudgeKindArm.Of(Rules(each, more));

    private static IEnumerable<(int, NudgeArm, NudgeArm)> Rules(int each, double more) =>
        new[] { .2, .5 }.Select(anyway => (50, new NudgeArm(each, (int)(each * (anyway + more))), new NudgeArm(each, (int)(each * anyway))));

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
