using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Ambassadors;

/// <summary>What an ambassador's progress, together with everyone's, says about the last day: "7 of 10, 62% to make it".</summary>
/// <param name="Done">Credits so far.</param>
/// <param name="Chance">The probability of making the quota: 1 when it is made, 0 when no time is left.</param>
/// <param name="Low">Lower end of the interval in which the final credits lie with a probability of about 80%, inclusive.</param>
/// <param name="High">Upper end of that interval, inclusive.</param>
public sealed record Forecast(int Done, int Quota, double Chance, int Low, int High)
{
    /// <param name="pool">The distribution of the paces of all ambassadors.</param>
    /// <param name="run">The ambassador's own progress.</param>
    /// <param name="done">Credits that count for the quota; may exceed those in <paramref name="run"/> when there were earlier ones.</param>
    /// <param name="daysLeft">Working days until the end.</param>
    public static Forecast Of(PacePrior pool, Progress run, int done, int quota, double daysLeft)
    {
        if (daysLeft <= 0)
        {
            return new Forecast(done, quota, done >= quota ? 1 : 0, done, done);
        }

        var coming = RemainingCreditsDistribution.Of(pool, run, daysLeft);
        return new Forecast(done, quota, coming.AtLeast(quota - done), done + coming.Quantile(0.1), done + coming.Quantile(0.9));
    }

    /// <summary>The chance as a whole percentage, kept between 1 and 99 while the outcome is open.</summary>
    public int Percent => Percentage.OfChance(Chance);
}

/// <summary>
/// The credits one ambassador still brings: negative binomial, given what the prior and their own progress say about their pace, and mixed over how the pace of
/// the whole programme may change.
/// </summary>
/// <remarks>
/// With λ ~ Gamma(a + k, b + t), the credits in s more days at d times the present pace are negative binomial with size r = a + k and p = (b + t)/(b + t + ds):
/// <c>P(x) = Γ(r + x) / (Γ(r) x!) · pʳ (1 − p)ˣ</c>. No programme keeps its pace: it fades, or spurts at the end, for everyone at once. So d is lognormal with
/// mean 1 (<see cref="PaceScenario"/>), evaluated at five Gauss–Hermite nodes. Without it every forecast is overconfident, that of a sum most of all.
/// Calibration was measured on simulated programmes: see docs/forecast.md.
/// </remarks>
internal readonly record struct RemainingCreditsDistribution(double Size, double Days, double DaysLeft)
{
    private const double Sigma = 0.35;

    /// <summary>How the pace of the whole programme may change from here on: the factor and its weight.</summary>
    public static readonly IReadOnlyList<(double Factor, double Weight)> PaceScenario =
        [.. new[] { (0, 8 / 15.0), (1.3556261799742659, 0.2220759220056126), (-1.3556261799742659, 0.2220759220056126), (2.8569700138728056, 0.0112574113277207), (-2.8569700138728056, 0.0112574113277207) }
            .Select(p => (Math.Exp((Sigma * p.Item1) - (Sigma * Sigma / 2)), p.Item2))];

    private const int MaxItems = 2_000;

    public static RemainingCreditsDistribution Of(PacePrior pool, Progress run, double daysLeft) => new(pool.Shape + run.Credits, pool.Days + run.Days, daysLeft);

    /// <summary>The probability that no more come, and the factor for each further one: the start of the negative binomial for one scenario.</summary>
    public (double None, double Ratio) ForScenario(double drift)
    {
        var p = Days / (Days + (drift * DaysLeft));
        return (Math.Pow(p, Size), 1 - p);
    }

    /// <summary>The probability of at least <paramref name="count"/> more credits.</summary>
    public double AtLeast(int count)
    {
        var below = 0.0;
        foreach (var (factor, weight) in PaceScenario)
        {
            var (probability, ratio) = ForScenario(factor);
            for (var x = 0; x < count; x++)
            {
                below += weight * probability;
                probability *= ratio * (Size + x) / (x + 1);
            }
        }

        return Math.Clamp(1 - below, 0, 1);
    }

    /// <summary>The smallest number that is not exceeded with this probability.</summary>
    public int Quantile(double probability)
    {
        var x = 0;
        while (x < MaxItems && AtLeast(x + 1) > 1 - probability)
        {
            x++;
        }

        return x;
    }
}
