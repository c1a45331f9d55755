namespace Rollout.Domain.Ambassadors;

/// <summary>One ambassador's progress so far.</summary>
/// <param name="Credits">Credits since they started.</param>
/// <param name="Days">Working days taken: until today, or until the last credit once the quota is made, since someone who is done may rest.</param>
public readonly record struct Progress(int Credits, double Days)
{
    /// <summary>Whether there is something to go by: before that a forecast says what others did, and is not shown.</summary>
    public bool IsTelling => Credits >= 3 || Days >= 10;
}

/// <summary>
/// The prior of an ambassador's pace before they have any data of their own: the distribution of the paces of all ambassadors. Pooling lends a newcomer
/// everyone's experience and keeps one lucky first day from becoming a promise.
/// </summary>
/// <remarks>
/// The Gamma–Poisson model (empirical Bayes; A. Gelman et al., <i>Bayesian Data Analysis</i>, 3rd ed., §2.6 and §5.1; B. Efron and C. Morris 1975 on the
/// benefit of pooling). An ambassador brings credits at a pace of λ per working day, the credits in t days being Poisson(λt), and the paces of all are
/// Gamma(shape a, rate b). Then k credits in t days leave λ ~ Gamma(a + k, b + t), and the progress is negative binomial, whatever stopping rule applied:
/// <code>log L(a, b) = Σᵢ [ Σ_{j&lt;kᵢ} log(a + j) + a log b − (a + kᵢ) log(b + tᵢ) ] + constant</code>
/// The maximum over a and the mean a/b includes two weak hyperpriors that matter only while there is little data: the mean is what the quotas ask for, within a
/// factor e, and a is 1.5, within a factor 2 (some ambassadors are several times as fast as others).
/// </remarks>
/// <param name="Shape">a: the higher, the more alike ambassadors are.</param>
/// <param name="Days">b, in working days: an ambassador's own progress weighs as much as the prior once it spans this many days.</param>
public sealed record PacePrior(double Shape, double Days)
{
    private const double UsualShape = 1.5;
    private const double ShapeGive = 0.7;
    private const double MeanGive = 1.0;

    /// <summary>The mean pace, in credits per working day.</summary>
    public double Mean => Shape / Days;

    /// <summary>Fits the prior to the progress of all ambassadors.</summary>
    /// <param name="runs">The progress of every ambassador, newcomers included.</param>
    /// <param name="asked">The pace the quotas ask for, in credits per working day; above 0.</param>
    public static PacePrior Of(IEnumerable<Progress> runs, double asked)
    {
        var many = runs.GroupBy(r => r).Select(g => new PoolGroup(g.Key.Credits, g.Key.Days, g.Count())).ToArray();
        var above = SurvivalCounts(many);
        var shape = Math.Exp(MaximizeGoldenSection(s => At(s, BestMean(s)), Math.Log(0.1), Math.Log(50)));
        return new PacePrior(shape, shape / Math.Exp(BestMean(Math.Log(shape))));

        double BestMean(double logShape) => MaximizeGoldenSection(m => At(logShape, m), Math.Log(asked) - 5, Math.Log(asked) + 3);

        double At(double logShape, double logMean) =>
            LogLikelihood(many, above, Math.Exp(logShape), Math.Exp(logShape - logMean))
            - (Square((logMean - Math.Log(asked)) / MeanGive) / 2)
            - (Square((logShape - Math.Log(UsualShape)) / ShapeGive) / 2);
    }

    private static double LogLikelihood(PoolGroup[] runs, double[] above, double a, double b)
    {
        var sum = 0.0;
        for (var j = 0; j < above.Length; j++)
        {
            sum += above[j] * Math.Log(a + j);
        }

        var logB = Math.Log(b);
        foreach (var run in runs)
        {
            sum += run.Count * ((a * logB) - ((a + run.Credits) * Math.Log(b + run.Days)));
        }

        return sum;
    }

    // For each j, how many ambassadors have more than j credits.
    private static double[] SurvivalCounts(PoolGroup[] runs)
    {
        var above = new double[runs.Length == 0 ? 0 : runs.Max(r => r.Credits)];
        foreach (var run in runs)
        {
            for (var j = 0; j < run.Credits; j++)
            {
                above[j] += run.Count;
            }
        }

        return above;
    }

    // Golden-section search for the maximum of a unimodal function.
    private static double MaximizeGoldenSection(Func<double, double> f, double low, double high)
    {
        const double Golden = 0.6180339887498949;
        var (x1, x2) = (high - (Golden * (high - low)), low + (Golden * (high - low)));
        var (f1, f2) = (f(x1), f(x2));
        while (high - low > 0.005)
        {
            if (f1 > f2)
            {
                (high, x2, f2) = (x2, x1, f1);
                x1 = high - (Golden * (high - low));
                f1 = f(x1);
            }
            else
            {
                (low, x1, f1) = (x1, x2, f2);
                x2 = low + (Golden * (high - low));
                f2 = f(x2);
            }
        }

        return (low + high) / 2;
    }

    private static double Square(double x) => x * x;

    private readonly record struct PoolGroup(int Credits, double Days, int Count);
}
