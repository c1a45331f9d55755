namespace Rollout.Domain.Participation;

/// <summary>
/// How many of a group did something. Of fewer than five colleagues, whether they did or did not, only "fewer than five" is shown.
/// </summary>
/// <param name="Count">How many did.</param>
/// <param name="People">The size of the group.</param>
public readonly record struct GroupShare(int Count, int People)
{
    /// <summary>The smallest group shown in bands of 25%; smaller ones are shown in bands of 50%.</summary>
    public const int SmallestForQuarters = 20;

    /// <summary>
    /// Whether only a band is published. The same people appear in several breakdowns, and a team is often part of a work type: the exact shares of both would reveal the share of the few who
    /// are in one and not in the other.
    /// </summary>
    public bool IsRough { get; init; }

    /// <summary>The band in whole per cent: ten points wide, or wider where ten points would be fewer than five people.</summary>
    public (int From, int To) Band
    {
        get
        {
            var width = People >= 50 ? 10 : People >= SmallestForQuarters ? 25 : 50;
            var from = People == 0 ? 0 : Math.Min(100 * Count / People / width * width, 100 - width);
            return (from, from + width);
        }
    }

    /// <summary>Whether the group is too small to publish anything: one of the two sides always has fewer than five.</summary>
    public bool IsHidden => People < GroupPrivacy.SmallestForShares;

    /// <summary>Whether only "fewer than five did" may be published.</summary>
    public bool IsFew => !IsHidden && Count < GroupPrivacy.SmallestGroup;

    /// <summary>Whether only "fewer than five did not" may be published.</summary>
    public bool IsNearAll => !IsHidden && People - Count < GroupPrivacy.SmallestGroup;

    /// <summary>Whether <see cref="Count"/> itself may be published, rather than a bound.</summary>
    public bool IsExact => !IsHidden && !IsFew && !IsNearAll;

    /// <summary>The publishable share from 0 to 1; equal for all groups that must not be told apart.</summary>
    public double Value => People == 0 ? 0
        : IsRough && !IsHidden ? (Band.From + Band.To) / 200.0
        : IsHidden ? .5
        : (double)Math.Clamp(Count, GroupPrivacy.SmallestGroup - 1, People - GroupPrivacy.SmallestGroup + 1) / People;

    /// <summary>In whole per cent.</summary>
    public int Percent => (int)Math.Round(100 * Value, MidpointRounding.AwayFromZero);

    /// <summary>The band whose middle was stored as <see cref="Percent"/>, of a group that is large enough for quarters or tenths.</summary>
    public static (int From, int To) BandAround(int percent) => percent % 10 == 5 ? (percent - 5, percent + 5) : (percent - 13, percent + 12);
}
