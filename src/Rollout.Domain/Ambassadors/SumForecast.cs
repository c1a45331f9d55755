using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Ambassadors;

/// <summary>One ambassador's contribution to a sum.</summary>
/// <param name="DaysLeft">Working days until the end; 0 when it has passed.</param>
public readonly record struct ForecastInput(Progress Progress, int Done, int Quota, double DaysLeft);

/// <summary>What the ambassadors of a branch, or all of them, will have reached at the end.</summary>
/// <param name="Target">The sum of what was asked of them.</param>
/// <param name="Low">Lower end of the interval that contains the final number with a probability of about 80%.</param>
/// <param name="High">Upper end of that interval.</param>
public sealed record SumForecast(int Done, int Target, double Expected, double Low, double High, double Chance)
{
    /// <summary>The chance as a whole percentage, kept between 1 and 99 while the outcome is open.</summary>
    public int Percent => Percentage.OfChance(Chance);

    /// <param name="pool">The distribution of the paces of all ambassadors.</param>
    /// <param name="onward">The fraction of their pace at which people continue after making their quota; see <see cref="PostQuotaRate"/>.</param>
    /// <param name="parts">The ambassadors in the sum.</param>
    /// <param name="target">The sum of what was asked of them.</param>
    /// <param name="newcomers">How many more ambassadors would start today, with the time the others have left.</param>
    /// <remarks>
    /// Given the pace scenario (<see cref="RemainingCreditsDistribution.PaceScenario"/>) ambassadors are independent and their credits add up: means and
    /// variances are exact, from each negative binomial, and the sum is approximated by a normal distribution with continuity correction. The exact sum is a
    /// convolution of differently shaped distributions; with several ambassadors the normal is as good (central limit), and with two or three the scenario,
    /// which is not approximated, dominates the uncertainty. Coverage by branch size is in docs/forecast.md.
    /// </remarks>
    public static SumForecast Of(PacePrior pool, double onward, IReadOnlyCollection<ForecastInput> parts, int target, int newcomers = 0)
    {
        var done = parts.Sum(p => p.Done);
        var left = parts.Count == 0 ? 0 : parts.Max(p => p.DaysLeft);
        IEnumerable<ForecastInput> all = [.. parts, .. Enumerable.Repeat(new ForecastInput(new Progress(0, 0), 0, int.MaxValue, left), newcomers)];
        var normals = Normals(pool, onward, [.. all.Where(p => p.DaysLeft > 0)]);
        if (normals.Count == 0 || done >= target)
        {
            var expected = done + normals.Sum(n => n.Weight * n.Mean);
            return new SumForecast(done, target, expected, done + Quantile(normals, 0.1), done + Quantile(normals, 0.9), done >= target ? 1 : 0);
        }

        return new SumForecast(
            done, target, done + normals.Sum(n => n.Weight * n.Mean), done + Quantile(normals, 0.1), done + Quantile(normals, 0.9),
            Math.Clamp(1 - normals.Sum(n => n.Weight * n.Below(target - done - 0.5)), 0, 1));
    }

    /// <summary>The smallest number of newcomers that raises the chance to <paramref name="wanted"/>; null when that takes more than <paramref name="most"/>.</summary>
    /// <param name="most">The largest number tried.</param>
    /// <param name="with">Computes the sum with a given number of newcomers.</param>
    public static int? NewcomersFor(double wanted, int most, Func<int, SumForecast> with)
    {
        if (with(most).Chance < wanted)
        {
            return null;
        }

        var (low, high) = (0, most);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = with(middle).Chance < wanted ? (middle, high) : (low, middle);
        }

        return high;
    }

    /// <summary>
    /// The fraction of their pace at which people continue after making their quota, estimated from those who did: credits beyond the quota, divided by what
    /// their pace up to the last quota credit would have brought since. The prior is one half, with the weight of four credits.
    /// </summary>
    /// <param name="made">For each ambassador who made the quota: credits, quota, working days until the last quota credit and until today.</param>
    public static double PostQuotaRate(IEnumerable<(int Done, int Quota, double DaysToLast, double DaysToNow)> made)
    {
        var (above, expected) = (2.0, 4.0);
        foreach (var (done, quota, toLast, toNow) in made)
        {
            above += done - quota;
            var pace = done / Math.Max(toLast, 1);
            expected += pace * Math.Max(0, toNow - (toLast * quota / done));
        }

        return Math.Min(1, above / expected);
    }

    private static List<WeightedNormal> Normals(PacePrior pool, double onward, IReadOnlyList<ForecastInput> open)
    {
        var normals = new List<WeightedNormal>(RemainingCreditsDistribution.PaceScenario.Count);
        foreach (var (factor, weight) in open.Count == 0 ? [] : RemainingCreditsDistribution.PaceScenario)
        {
            var (mean, variance) = (0.0, 0.0);
            foreach (var part in open)
            {
                var (m, v) = Moments(RemainingCreditsDistribution.Of(pool, part.Progress, part.DaysLeft), factor, Math.Max(0, part.Quota - part.Done), onward);
                mean += m;
                variance += v;
            }

            normals.Add(new WeightedNormal(weight, mean, Math.Sqrt(variance)));
        }

        return normals;
    }

    /// <summary>Mean and variance of X up to <paramref name="need"/>, plus the fraction <paramref name="onward"/> of what exceeds it.</summary>
    private static (double Mean, double Variance) Moments(RemainingCreditsDistribution coming, double drift, int need, double onward)
    {
        var (probability, ratio) = coming.ForScenario(drift);
        var odds = ratio / (1 - ratio);
        var all = coming.Size * odds;
        var (head, headFirst, headSecond) = (0.0, 0.0, 0.0);
        for (var x = 0; x < need && (x < all || probability > 1e-12); x++)
        {
            head += probability;
            headFirst += x * probability;
            headSecond += (double)x * x * probability;
            probability *= ratio * (coming.Size + x) / (x + 1);
        }

        // What is above the need: the whole minus the head.
        var (tail, tailFirst, tailSecond) = (Math.Max(0, 1 - head), Math.Max(0, all - headFirst), Math.Max(0, (all * (1 + odds)) + (all * all) - headSecond));
        var fix = need == int.MaxValue ? 0 : need * (1 - onward);
        var mean = headFirst + (fix * tail) + (onward * tailFirst);
        var second = headSecond + (fix * fix * tail) + (2 * fix * onward * tailFirst) + (onward * onward * tailSecond);
        return (mean, Math.Max(0, second - (mean * mean)));
    }

    private static double Quantile(List<WeightedNormal> mixed, double probability)
    {
        if (mixed.Count == 0)
        {
            return 0;
        }

        var (low, high) = (0.0, mixed.Max(n => n.Mean + (6 * n.Sd)) + 1);
        while (high - low > 0.01)
        {
            var middle = (low + high) / 2;
            (low, high) = mixed.Sum(n => n.Weight * n.Below(middle)) < probability ? (middle, high) : (low, middle);
        }

        return high;
    }

    private readonly record struct WeightedNormal(double Weight, double Mean, double Sd)
    {
        public double Below(double x) => Sd == 0 ? (x >= Mean ? 1 : 0) : Phi((x - Mean) / Sd);

        // The standard normal distribution function to seven digits: Abramowitz and Stegun 26.2.17.
        private static double Phi(double x)
        {
            var t = 1 / (1 + (0.2316419 * Math.Abs(x)));
            var tail = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI)
                * t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
            return x < 0 ? tail : 1 - tail;
        }
    }
}
