namespace Rollout.Domain.Nudges;

/// <summary>
/// What the rules of one kind bring for a step, by those each wrote to and those chance kept from it. Rules have other people and other shares held back, so their effects are
/// averaged and not their people added up: with the weights of Mantel and Haenszel for a difference of shares (Greenland and Robins 1985).
/// </summary>
/// <param name="Weight">How much is known: the variance of the effect is at most a quarter divided by it.</param>
public readonly record struct NudgeKindArm(double Effect, double Variance, double Weight, int People)
{
    /// <param name="rules">What was seen of each rule, and the share it holds back. One that held back too few, or not as chance would have, does not count.</param>
    public static NudgeKindArm Of(IEnumerable<(int Holdout, NudgeArm Written, NudgeArm HeldOut)> rules)
    {
        var (effect, variance, weights, people) = (0.0, 0.0, 0.0, 0);
        foreach (var (_, written, heldOut) in rules.Where(r => r.HeldOut.People >= NudgeEffect.FewestHeldOut && NudgeEffect.IsBalanced(r.Holdout, r.Written.People, r.HeldOut.People)))
        {
            var weight = (double)written.People * heldOut.People / (written.People + heldOut.People);
            var (difference, error) = NudgeEffect.Estimate(written, heldOut);
            (effect, variance, weights) = (effect + (weight * difference), variance + (weight * weight * error * error), weights + weight);
            people += written.People + heldOut.People;
        }

        return weights == 0 ? default : new NudgeKindArm(effect / weights, variance / (weights * weights), weights, people);
    }
}

/// <summary>Which of two kinds of message brings more for a step: the difference of what they bring, looked at day by day.</summary>
/// <param name="Low">The fewest more that the first brings, as a share.</param>
/// <param name="Missing">How many more people are needed at most.</param>
public sealed record NudgeKindEffect(NudgeVerdict Verdict, double Low, double High, int Missing)
{
    /// <param name="looks">What was seen of both by the end of each day on which people were added, oldest first.</param>
    /// <param name="error">The chance of an error over all looks.</param>
    public static NudgeKindEffect Of(IReadOnlyList<(NudgeKindArm One, NudgeKindArm Other)> looks, double error = SequentialBoundary.Error)
    {
        var known = looks.Where(l => Share(l) > 0).ToList();
        var counted = known.TakeWhile((_, i) => i == 0 || Share(known[i - 1]) < 1).ToList();
        var last = counted.Count > 0 ? counted[^1] : looks.Count > 0 ? looks[^1] : default;
        var missing = StillNeeded(last);
        if (counted.Count == 0)
        {
            return new NudgeKindEffect(NudgeVerdict.TooFew, -1, 1, missing);
        }

        var far = SequentialBoundary.At([.. counted.Select(l => Math.Min(1, Share(l)))], error)[^1] * Math.Sqrt(last.One.Variance + last.Other.Variance);
        var more = last.One.Effect - last.Other.Effect;
        var (low, high) = (Math.Max(-1, more - far), Math.Min(1, more + far));
        return new NudgeKindEffect(low > 0 ? NudgeVerdict.Works : high < 0 ? NudgeVerdict.Harms : missing == 0 ? NudgeVerdict.NoEffect : NudgeVerdict.TooFew, low, high, missing);
    }

    // The information there is beside the information that finds the difference sought.
    private static double Share((NudgeKindArm One, NudgeKindArm Other) look) =>
        look.One.Weight == 0 || look.Other.Weight == 0 ? 0 : NudgeEffect.VarianceThatFinds / (NudgeEffect.MostVariance * ((1 / look.One.Weight) + (1 / look.Other.Weight)));

    // Before both kinds were seen: as many as two rules with half held back need.
    private static int StillNeeded((NudgeKindArm One, NudgeKindArm Other) look)
    {
        var (share, people) = (Share(look), look.One.People + look.Other.People);
        return share > 0 ? Math.Max(0, (int)Math.Ceiling(people * ((1 / share) - 1))) : 4 * NudgeEffect.Planned(50);
    }
}
