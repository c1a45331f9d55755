namespace Rollout.Domain.Participation;

/// <summary>
/// How many of a group did something. Of fewer than five colleagues nothing is told, neither of those who did nor of those who did not: then it is only said that they are fewer than five.
/// </summary>
/// <param name="Count">How many did.</param>
/// <param name="People">Of how many.</param>
public readonly record struct GroupShare(int Count, int People)
{
    /// <summary>Whether nothing can be said: in so small a group one of the two sides always has fewer than five.</summary>
    public bool IsHidden => People < GroupPrivacy.SmallestForShares;

    /// <summary>Whether it can only be said that fewer than five did.</summary>
    public bool IsFew => !IsHidden && Count < GroupPrivacy.SmallestGroup;

    /// <summary>Whether it can only be said that fewer than five did not.</summary>
    public bool IsNearAll => !IsHidden && People - Count < GroupPrivacy.SmallestGroup;

    /// <summary>Whether it is what was counted, and no bound.</summary>
    public bool IsExact => !IsHidden && !IsFew && !IsNearAll;

    /// <summary>The share from 0 to 1, the same for all that may not be told apart.</summary>
    public double Value => People == 0 ? 0
        : IsHidden ? .5
        : (double)Math.Clamp(Count, GroupPrivacy.SmallestGroup - 1, People - GroupPrivacy.SmallestGroup + 1) / People;

    /// <summary>In whole per cent.</summary>
    public int Percent => (int)Math.Round(100 * Value, MidpointRounding.AwayFromZero);
}
