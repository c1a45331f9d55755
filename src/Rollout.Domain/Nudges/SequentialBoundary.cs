namespace Rollout.Domain.Nudges;

/// <summary>
/// How far a standardized difference must lie from nothing when it is looked at again and again, so that over all looks together chance gets there in 5 of 100. The error is
/// spent as the information grows, by the function of Lan and DeMets (1983) that is like the boundaries of O'Brien and Fleming; the chance of each look is computed by the
/// recursion of Armitage, McPherson and Rowe (1969). Looks may come whenever they like.
/// </summary>
public static class SequentialBoundary
{
    /// <summary>The chance of an error over all looks.</summary>
    public const double Error = .05;

    // What a first look at hardly any information would spend is nothing that can be computed.
    private const double LeastSpent = 1e-9;
    private const double Farthest = 8;
    private const double Step = .04;

    /// <summary>The boundary at each look.</summary>
    /// <param name="information">The share of the planned information at each look, rising, in (0, 1].</param>
    /// <param name="error">The chance of an error over all looks.</param>
    public static IReadOnlyList<double> At(IReadOnlyList<double> information, double error = Error)
    {
        var bounds = new List<double>();
        var (density, before, spent) = (new Grid([0.0], [1.0]), 0.0, 0.0);
        foreach (var time in information)
        {
            var allowed = (Spent(time, error) - spent) / 2;
            if (allowed < LeastSpent)
            {
                bounds.Add(Farthest);
                continue;
            }

            // Scores are on the scale on which each look adds an independent part, with variance equal to the information it brings.
            var deviation = Math.Sqrt(time - before);
            var edge = Edge(density, deviation, allowed, Math.Sqrt(time) * Farthest);
            bounds.Add(edge / Math.Sqrt(time));
            density = Inside(density, deviation, edge);
            (before, spent) = (time, Spent(time, error));
        }

        return bounds;
    }

    /// <summary>How often chance crosses one of these boundaries, on either side.</summary>
    public static double Crossed(IReadOnlyList<double> information, IReadOnlyList<double> bounds)
    {
        var (density, before, crossed) = (new Grid([0.0], [1.0]), 0.0, 0.0);
        foreach (var (time, bound) in information.Zip(bounds))
        {
            var (deviation, edge) = (Math.Sqrt(time - before), bound * Math.Sqrt(time));
            crossed += 2 * density.Above(edge, deviation);
            (density, before) = (Inside(density, deviation, edge), time);
        }

        return crossed;
    }

    /// <summary>How much of the error may be spent by then, on both sides together.</summary>
    public static double Spent(double information, double error = Error) => 4 * (1 - Normal.Below(Normal.Quantile(1 - (error / 4)) / Math.Sqrt(Math.Min(1, information))));

    private static double Edge(Grid density, double deviation, double allowed, double farthest)
    {
        var (low, high) = (0.0, farthest);
        for (var i = 0; i < 50; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = density.Above(middle, deviation) > allowed ? (middle, high) : (low, middle);
        }

        return high;
    }

    private static Grid Inside(Grid density, double deviation, double edge)
    {
        var points = Math.Max(41, (2 * (int)Math.Ceiling(edge / (Step * Math.Max(deviation, .1)))) + 1);
        var width = 2 * edge / (points - 1);
        var at = Enumerable.Range(0, points).Select(i => -edge + (i * width)).ToArray();
        return new Grid(at, [.. at.Select((score, i) => density.DensityAt(score, deviation) * width * (i == 0 || i == points - 1 ? .5 : 1))]);
    }

    /// <summary>The chance of having come to each score without having crossed a boundary.</summary>
    private sealed record Grid(double[] Scores, double[] Weights)
    {
        public double Above(double edge, double deviation) => Scores.Select((score, i) => Weights[i] * (1 - Normal.Below((edge - score) / deviation))).Sum();

        public double DensityAt(double score, double deviation)
        {
            var sum = 0.0;
            for (var i = 0; i < Scores.Length; i++)
            {
                var far = (score - Scores[i]) / deviation;
                sum += far is > 8 or < -8 ? 0 : Weights[i] * Math.Exp(-far * far / 2);
            }

            return sum / (deviation * Math.Sqrt(2 * Math.PI));
        }
    }
}
