namespace Rollout.Domain.Tests.Ambassadors.Forecasts;

/// <summary>
/// A random ambassador programme with what real ones have and the forecast's model does not: late starters, a pace that drifts, fades or spurts for everyone at
/// once, colleagues who come in twos and threes, and people who rest once their quota is made.
/// </summary>
public sealed class SimulatedProgramme
{
    private readonly List<Someone> _people = [];

    private SimulatedProgramme(int window, int quota) => (Window, Quota) = (window, quota);

    /// <summary>The number of working days in the window.</summary>
    public int Window { get; }

    public int Quota { get; }

    public IReadOnlyList<Someone> People => _people;

    /// <param name="dice">The only source of randomness.</param>
    public static SimulatedProgramme Draw(Random dice)
    {
        var programme = new SimulatedProgramme(dice.Next(20, 61), dice.Next(5, 16));
        var mean = programme.Quota / (double)programme.Window * LogNormal(dice, 0.95, 0.35);
        var shape = 1 / Math.Pow(0.4 + (0.6 * dice.NextDouble()), 2);
        var pace = Wandering(dice, programme.Window);
        var count = dice.Next(8, 61);
        for (var i = 0; i < count; i++)
        {
            var begins = dice.NextDouble() < 0.2 ? dice.Next(1, programme.Window / 2) : 0;
            programme._people.Add(Someone.Live(dice, mean * Gamma(dice, shape) / shape, begins, programme.Quota, pace));
        }

        return programme;
    }

    // The common factor on everyone's pace, per day: a random walk over weeks, with fading in a third of the programmes and a spurt in another third.
    private static double[] Wandering(Random dice, int window)
    {
        var kind = dice.Next(3);
        var walk = 0.0;
        var pace = new double[window];
        for (var day = 0; day < window; day++)
        {
            if (day % 5 == 0)
            {
                walk += 0.12 * Normal(dice);
            }

            var gone = day / (double)window;
            pace[day] = Math.Exp(walk) * kind switch { 0 => 1.15 - (0.45 * gone), 1 => gone > 0.8 ? 1.5 : 0.95, _ => 1 };
        }

        return pace;
    }

    private static double LogNormal(Random dice, double median, double sigma) => median * Math.Exp(sigma * Normal(dice));

    private static double Normal(Random dice) => Math.Sqrt(-2 * Math.Log(1 - dice.NextDouble())) * Math.Cos(2 * Math.PI * dice.NextDouble());

    // Marsaglia and Tsang; shapes are above 1 here.
    private static double Gamma(Random dice, double shape)
    {
        var d = shape - (1 / 3.0);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = Normal(dice);
            var v = Math.Pow(1 + (c * x), 3);
            if (v > 0 && Math.Log(1 - dice.NextDouble()) < (x * x / 2) + d - (d * v) + (d * Math.Log(v)))
            {
                return d * v;
            }
        }
    }

    /// <summary>One ambassador: the day they start, and credits by the end of each day.</summary>
    public sealed record Someone(int Begins, int[] ByEndOf)
    {
        public int At(int day) => day == 0 ? 0 : ByEndOf[day - 1];

        /// <summary>Working days from the start until the last credit before a day.</summary>
        public int DaysToLast(int day)
        {
            var last = Enumerable.Range(1, day).LastOrDefault(d => At(d) > At(d - 1));
            return Math.Max(1, last - Begins);
        }

        internal static Someone Live(Random dice, double pace, int begins, int quota, double[] everyones)
        {
            var rests = dice.NextDouble() < 0.5;
            var credits = new int[everyones.Length];
            for (var (day, sum) = (0, 0); day < credits.Length; day++)
            {
                var now = pace * everyones[day] / 1.25 * (sum < quota ? 1 : rests ? 0 : 0.6);
                for (var times = day < begins ? 0 : Poisson(dice, now); times > 0; times--)
                {
                    sum += dice.NextDouble() switch { < 0.8 => 1, < 0.95 => 2, _ => 3 };
                }

                credits[day] = sum;
            }

            return new Someone(begins, credits);
        }

        private static int Poisson(Random dice, double mean)
        {
            var (limit, product, count) = (Math.Exp(-mean), dice.NextDouble(), 0);
            for (; product > limit; count++)
            {
                product *= dice.NextDouble();
            }

            return count;
        }
    }
}
