namespace Rollout.Domain.Participation;

/// <summary>
/// How many of a group did something. In a small group "nobody" and "everybody" would tell of each colleague, so one more or less cannot be told apart there.
/// </summary>
/// <param name="Count">How many did.</param>
/// <param name="People">Of how many; at least <see cref="GroupPrivacy.SmallestGroup"/> where it is shown.</param>
public readonly record struct GroupShare(int Count, int People)
{
    // In larger groups one colleague more or less is less than two points, which the rounding hides.
    private const int Large = 50;

    /// <summary>Whether it can only be said that at most one did.</summary>
    public bool IsNearNobody => People < Large && Count <= 1;

    /// <summary>Whether it can only be said that at most one did not.</summary>
    public bool IsNearEverybody => People < Large && Count >= People - 1;

    /// <summary>The share from 0 to 1, no closer to nobody and everybody than may be shown.</summary>
    public double Value => People == 0 ? 0 : (double)(People < Large ? Math.Clamp(Count, Math.Min(1, People), Math.Max(People - 1, Math.Min(1, People))) : Count) / People;

    /// <summary>In whole per cent.</summary>
    public int Percent => (int)Math.Round(100 * Value, MidpointRounding.AwayFromZero);
}
