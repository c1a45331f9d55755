namespace Rollout.Domain.Nudges;

/// <summary>What simulated rules say about <see cref="NudgeEffect"/>; the figures of docs/nudges-judged.md come from here.</summary>
/// <param name="People">How many people are observed before it is concluded that the nudge has no effect.</param>
/// <param name="FalseAlarms">The share of rules without any effect that were declared to work or to harm on some day.</param>
/// <param name="Found">The share of rules with the sought effect that were declared to work.</param>
/// <param name="Covered">The share of those whose interval held the truth on every day.</param>
/// <param name="BrokenFound">The share of broken splits, with a quarter of those held out lost, that the balance test found.</param>
public sealed record NudgeSimulation(int Holdout, double Base, int Runs, int People, double FalseAlarms, double Found, double Covered, double BrokenFound)
{
    private const int Days = 60;

    public static NudgeSimulation Run(int holdout, double baseRate, int runs, Random dice)
    {
        var (alarms, found, covered, broken) = (0, 0, 0, 0);
        var bounds = NudgeEffect.Boundaries(holdout, NudgeEffect.Counted(holdout, Look(holdout, baseRate, 0, dice))); // alike in every run: they depend on when people are seen alone
        List<NudgeEffect> Judge(double effect) => [.. NudgeEffect.Counted(holdout, Look(holdout, baseRate, effect, dice)).Select((look, day) => NudgeEffect.At(holdout, look, bounds[day]))];
        for (var i = 0; i < runs; i++)
        {
            alarms += Judge(0).Exists(e => e.Verdict is NudgeVerdict.Works or NudgeVerdict.Harms) ? 1 : 0;
            var planted = Judge(NudgeEffect.Sought);
            found += planted.Exists(e => e.Verdict == NudgeVerdict.Works) ? 1 : 0;
            covered += planted.TrueForAll(e => e.Low <= NudgeEffect.Sought && e.High >= NudgeEffect.Sought) ? 1 : 0;
            broken += IsFoundBroken(holdout, dice) ? 1 : 0;
        }

        return new NudgeSimulation(
            holdout, baseRate, runs, NudgeEffect.Planned(holdout), (double)alarms / runs, (double)found / runs, (double)covered / runs, (double)broken / runs);
    }

    /// <summary>What has been seen of one rule on each day.</summary>
    private static List<(NudgeArm Written, NudgeArm HeldOut)> Look(int holdout, double baseRate, double effect, Random dice)
    {
        var (planned, looks) = (NudgeEffect.Planned(holdout), new List<(NudgeArm, NudgeArm)>());
        var (written, heldOut, seen) = (default(NudgeArm), default(NudgeArm), 0);
        for (var day = 1; day <= Days; day++)
        {
            for (; seen < planned * day / Days; seen++)
            {
                var isHeldOut = seen % (100 / holdout) == 0;
                (written, heldOut) = isHeldOut ? (written, heldOut.Add(dice.NextDouble() < baseRate)) : (written.Add(dice.NextDouble() < baseRate + effect), heldOut);
            }

            looks.Add((written, heldOut));
        }

        return looks;
    }

    private static bool IsFoundBroken(int holdout, Random dice)
    {
        var heldOut = Enumerable.Range(0, NudgeEffect.Planned(holdout)).Count(i => i % (100 / holdout) == 0 && dice.NextDouble() < .75);
        return !NudgeEffect.IsBalanced(holdout, NudgeEffect.Planned(holdout) * (100 - holdout) / 100, heldOut);
    }
}
