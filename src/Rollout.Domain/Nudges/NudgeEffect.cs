namespace Rollout.Domain.Nudges;

/// <summary>How many people had a window that is over, and how many of them did the step in it.</summary>
public readonly record struct NudgeArm(int People, int Did)
{
    public NudgeArm Add(bool did) => Add(new NudgeArm(1, did ? 1 : 0));

    public NudgeArm Add(NudgeArm more) => new(People + more.People, Did + more.Did);
}

/// <summary>What is concluded of a rule.</summary>
public enum NudgeVerdict
{
    /// <summary>The interval still holds both more and fewer.</summary>
    TooFew,
    Works,
    Harms,

    /// <summary>The planned number of people was observed without finding an effect.</summary>
    NoEffect,

    /// <summary>Too many or too few were held out for chance to have done it: nothing is concluded.</summary>
    Unbalanced,
}

/// <summary>The effect of a version of a rule: the difference between those it wrote to and those chance kept from it, whether or not the messages arrived.</summary>
/// <param name="Low">The fewest more that did the step, as a share; with <paramref name="High"/> an interval that holds the truth in 95 of 100 rules however often it is looked at.</param>
/// <param name="Missing">How many more people are needed at most.</param>
public sealed record NudgeEffect(NudgeVerdict Verdict, NudgeArm Written, NudgeArm HeldOut, double Low, double High, int Missing)
{
    /// <summary>With fewer people held out, the normal approximation does not hold.</summary>
    public const int FewestHeldOut = 20;

    /// <summary>The percentage in each half of a comparison.</summary>
    public const int Halves = 50;

    /// <summary>The difference that is looked for, found in 8 of 10 rules that have it.</summary>
    public const double Sought = .06;

    /// <summary>The variance of whether someone does a step, where it is largest.</summary>
    internal const double MostVariance = .25;

    private const double Power = .8;

    // What looking again and again costs: a tenth more people, found by simulation: docs/nudges-judged.md.
    private const double Inflation = 1.1;

    /// <summary>The variance of a difference at which <see cref="Sought"/> is found in <see cref="Power"/> of the cases.</summary>
    internal static double VarianceThatFinds { get; } = Sought * Sought / (Inflation * Math.Pow(Normal.Quantile(.975) + Normal.Quantile(Power), 2));

    /// <summary>How many people must be seen, both arms together, to find <see cref="Sought"/> in <see cref="Power"/> of the cases.</summary>
    public static int Planned(int holdout)
    {
        var share = holdout / 100.0;
        return (int)Math.Ceiling(MostVariance * ((1 / share) + (1 / (1 - share))) / VarianceThatFinds);
    }

    /// <param name="holdout">The percentage that was held back.</param>
    /// <param name="looks">The people seen by the end of each day on which some were added, oldest first; the last is now.</param>
    public static NudgeEffect Of(int holdout, IReadOnlyList<(NudgeArm Written, NudgeArm HeldOut)> looks)
    {
        var counted = Counted(holdout, looks);
        return counted.Count > 0
            ? At(holdout, counted[^1], Boundaries(holdout, counted)[^1])
            : At(holdout, looks.Count > 0 ? looks[^1] : default, bound: null);
    }

    /// <summary>The looks that count: those with enough people held out, until all that was planned is seen. What comes later changes nothing.</summary>
    internal static IReadOnlyList<(NudgeArm Written, NudgeArm HeldOut)> Counted(int holdout, IReadOnlyList<(NudgeArm Written, NudgeArm HeldOut)> looks) =>
        [.. looks.TakeWhile((_, i) => i == 0 || People(looks[i - 1]) < Planned(holdout)).Where(l => l.HeldOut.People >= FewestHeldOut)];

    internal static IReadOnlyList<double> Boundaries(int holdout, IReadOnlyList<(NudgeArm Written, NudgeArm HeldOut)> counted, double error = SequentialBoundary.Error) =>
        SequentialBoundary.At([.. counted.Select(l => Math.Min(1, (double)People(l) / Planned(holdout)))], error);

    /// <summary>Whether the rule works or harms when chance is allowed only this much of an error over all looks.</summary>
    public static bool IsSure(int holdout, IReadOnlyList<(NudgeArm Written, NudgeArm HeldOut)> looks, double error) =>
        Counted(holdout, looks) is { Count: > 0 } counted && At(holdout, counted[^1], Boundaries(holdout, counted, error)[^1]).Verdict is NudgeVerdict.Works or NudgeVerdict.Harms;

    /// <param name="bound">Null when too few were held out to say anything.</param>
    internal static NudgeEffect At(int holdout, (NudgeArm Written, NudgeArm HeldOut) look, double? bound)
    {
        var (written, heldOut) = look;
        var missing = Math.Max(0, Planned(holdout) - People(look));
        if (bound is not { } far || !IsBalanced(holdout, written.People, heldOut.People))
        {
            return new NudgeEffect(bound is null ? NudgeVerdict.TooFew : NudgeVerdict.Unbalanced, written, heldOut, -1, 1, missing);
        }

        var (more, error) = Estimate(written, heldOut);
        var (low, high) = (Math.Max(-1, more - (far * error)), Math.Min(1, more + (far * error)));
        var verdict = low > 0 ? NudgeVerdict.Works : high < 0 ? NudgeVerdict.Harms : missing == 0 ? NudgeVerdict.NoEffect : NudgeVerdict.TooFew;
        return new NudgeEffect(verdict, written, heldOut, low, high, missing);
    }

    /// <summary>Whether as many were held out as chance lets be, at one in a thousand (the sample ratio test).</summary>
    public static bool IsBalanced(int holdout, int written, int heldOut)
    {
        var (all, share) = (written + heldOut, holdout / 100.0);
        return all == 0 || Math.Abs(heldOut - (all * share)) <= 1 + (3.2905 * Math.Sqrt(all * share * (1 - share)));
    }

    private static int People((NudgeArm Written, NudgeArm HeldOut) look) => look.Written.People + look.HeldOut.People;

    // One success and one failure are added to each arm (Agresti and Caffo 2000), so that nobody and everybody have an error too.
    internal static (double Difference, double Error) Estimate(NudgeArm one, NudgeArm other)
    {
        var (p, q) = ((one.Did + 1.0) / (one.People + 2), (other.Did + 1.0) / (other.People + 2));
        return (p - q, Math.Sqrt((p * (1 - p) / (one.People + 2)) + (q * (1 - q) / (other.People + 2))));
    }
}
