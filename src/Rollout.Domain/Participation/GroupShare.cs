namespace Rollout.Domain.Participation;

/// <summary>
/// How many of a group did something. Nothing is shown about fewer than five colleagues, neither those who did nor those who did not, except that they are fewer than five.
/// </summary>
/// <param name="Count">How many did.</param>
/// <param name="People">Of how many.</param>
public readonly record struct GroupShare(int Count, int People)
{
    /// <summary>The bands of smaller groups are halves.</summary>
    public const int SmallestForQuarters = 20;

    /// <summary>
    /// Whether only a band is told. The same people stand in several breakdowns, and a team is often part of a work type: exact shares of both would tell of the colleagues in the one and not in the
    /// other, however few.
    /// </summary>
    public bool IsRough { get; init; }

    /// <summary>The band in whole per cent: ten wide, or wider where that would be fewer than five people.</summary>
    public (int From, int To) Band
    {
        get
        {
            var width = People >= 50 ? 10 : People >= SmallestForQuarters ? 25 : 50;
            var from = People == 0 ? 0 : Math.Min(100 * Count / People / width * width, 100 - width);
            return (from, from + width);
        }
    }

    /// <summary>Whether nothing can be said: in so small a group one of the two sides always has fewer than five.</summary>
    public bool IsHidden => People < GroupPrivacy.SmallestForShares;

    /// <summary>Whether it can only be said that fewer than five did.</summary>
    public bool IsFew => !IsHidden && Count < GroupPrivacy.SmallestGroup;

    /// <summary>Whether it can only be said that fewer than five did not.</summary>
    public bool IsNearAll => !IsHidden && People - Count < GroupPrivacy.SmallestGroup;

    /// <summary>Whether it is what was counted, and no bound.</summary>
    public bool IsExact => !IsHidden && !IsFew && !IsNearAll;

    /// <summary>The share from 0 to 1, the same for all that must look alike.</summary>
    public double Value => People == 0 ? 0
        : IsRough && !IsHidden ? (Band.From + Band.To) / 200.0
        : IsHidden ? .5
        : (double)Math.Clamp(Count, GroupPrivacy.SmallestGroup - 1, People - GroupPrivacy.SmallestGroup + 1) / People;

    /// <summary>In whole per cent.</summary>
    public int Percent => (int)Math.Round(100 * Value, MidpointRounding.AwayFromZero);

    /// <summary>The band whose middle was stored as <see cref="Percent"/>, of a group that is large enough for quarters or tenths.</summary>
    public static (int From, int To) BandAround(int percent) => percent % 10 == 5 ? (percent - 5, percent + 5) : (percent - 13, percent + 12);
}
