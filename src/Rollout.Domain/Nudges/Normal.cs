namespace Rollout.Domain.Nudges;

/// <summary>The standard normal distribution.</summary>
internal static class Normal
{
    /// <summary>The chance of a value below, with an error under 1e-7 relative to what is left (Numerical Recipes, the Chebyshev fit of the complementary error function).</summary>
    public static double Below(double value)
    {
        var z = Math.Abs(value) / Math.Sqrt(2);
        var t = 1 / (1 + (z / 2));
        var tail = t * Math.Exp((-z * z) - 1.26551223 + (t * (1.00002368 + (t * (.37409196 + (t * (.09678418 + (t * (-.18628806 + (t * (.27886807
            + (t * (-1.13520398 + (t * (1.48851587 + (t * (-.82215223 + (t * .17087277)))))))))))))))))) / 2;
        return value > 0 ? 1 - tail : tail;
    }

    public static double Quantile(double chance)
    {
        var (low, high) = (-10.0, 10.0);
        for (var i = 0; i < 80; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Below(middle) < chance ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }
}
