namespace Rollout.Domain.SharedKernel;

/// <summary>Shares between 0 and 1 as whole percentages.</summary>
public static class Percentage
{
    public static int Of(double share) => (int)Math.Round(100 * share, MidpointRounding.AwayFromZero);

    /// <summary>A chance is 0 or 100 only where it is certain.</summary>
    public static int OfChance(double chance) => chance is 0 or 1 ? (int)(chance * 100) : Math.Clamp((int)Math.Round(chance * 100), 1, 99);
}
