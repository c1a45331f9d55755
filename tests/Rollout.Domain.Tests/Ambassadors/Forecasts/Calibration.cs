using Rollout.Domain.Ambassadors;

namespace Rollout.Domain.Tests.Ambassadors.Forecasts;

/// <summary>Compares forecasts on simulated programmes with what happened.</summary>
public sealed class Calibration
{
    /// <summary>The fractions of the window at which forecasts are made.</summary>
    public static readonly IReadOnlyList<double> Moments = [0, 0.25, 0.5, 0.75];

    private readonly List<Told> _told = [];
    private readonly List<ToldOfSum> _sums = [];

    public IReadOnlyList<Told> Told => _told;
    public IReadOnlyList<ToldOfSum> Sums => _sums;

    /// <summary>Simulates programmes and forecasts each ambassador whose quota is open, and the sums of branches of several sizes.</summary>
    public static Calibration Of(int programmes, int seed)
    {
        var calibration = new Calibration();
        for (var i = 0; i < programmes; i++)
        {
            var programme = SimulatedProgramme.Draw(new Random(seed + i));
            foreach (var moment in Moments)
            {
                calibration.Ask(programme, moment);
            }
        }

        return calibration;
    }

    public double Brier(double moment, Func<Told, double> chance) => At(moment).Average(t => Math.Pow(chance(t) - (t.Made ? 1 : 0), 2));

    public double Covered(double moment) => At(moment).Average(t => t.Covered ? 1.0 : 0);

    public IEnumerable<Told> At(double moment) => _told.Where(t => t.Moment == moment);

    private void Ask(SimulatedProgramme programme, double moment)
    {
        var (day, quota) = ((int)(programme.Window * moment), programme.Quota);
        var parts = programme.People.Select(p => PartOf(p, day, quota, programme.Window)).ToList();
        var pool = PacePrior.Of(parts.Select(p => p.Progress), quota / (double)programme.Window);
        foreach (var (person, part) in programme.People.Zip(parts).Where(p => p.Second.Done < quota))
        {
            var forecast = Forecast.Of(pool, part.Progress, part.Done, quota, part.DaysLeft);
            var end = person.At(programme.Window);
            _told.Add(new Told(moment, forecast.Chance, Linear(part, quota), OwnPace(part, quota), end >= quota, end >= forecast.Low && end <= forecast.High));
        }

        var onward = SumForecast.PostQuotaRate(programme.People.Zip(parts).Where(p => p.Second.Done >= quota).Select(p =>
            (p.Second.Done, quota, (double)p.First.DaysToLast(day), (double)(day - p.First.Begins))));
        foreach (var size in new[] { 4, 8, programme.People.Count }.Distinct())
        {
            var end = programme.People.Take(size).Sum(p => p.At(programme.Window));
            var target = Math.Max(1, (int)(0.8 * size * quota));
            var sum = SumForecast.Of(pool, onward, [.. parts.Take(size)], target);
            if (sum.Done < target)
            {
                _sums.Add(new ToldOfSum(moment, size == programme.People.Count ? 0 : size, sum.Chance, end >= target, end >= Math.Floor(sum.Low) && end <= Math.Ceiling(sum.High)));
            }
        }
    }

    private static ForecastInput PartOf(SimulatedProgramme.Someone person, int day, int quota, int window)
    {
        var done = person.At(day);
        var days = done >= quota ? person.DaysToLast(day) : Math.Max(0, day - person.Begins);
        return new ForecastInput(new Progress(done, days), done, quota, window - Math.Max(day, person.Begins));
    }

    /// <summary>Linear extrapolation: continuing like this makes the quota, or not.</summary>
    private static double Linear(ForecastInput part, int quota) => part.Progress.Days > 0 && part.Done + (part.Done / part.Progress.Days * part.DaysLeft) >= quota ? 1 : 0;

    /// <summary>A forecast from the ambassador's own pace alone, with the randomness of the days to come.</summary>
    private static double OwnPace(ForecastInput part, int quota)
    {
        var mean = part.Progress.Days > 0 ? part.Done / part.Progress.Days * part.DaysLeft : 0;
        var (below, probability) = (0.0, Math.Exp(-mean));
        for (var x = 0; x < quota - part.Done; x++)
        {
            below += probability;
            probability *= mean / (x + 1);
        }

        return 1 - below;
    }
}

/// <summary>The forecast for one ambassador, and the outcome.</summary>
public sealed record Told(double Moment, double Chance, double Linear, double OwnPace, bool Made, bool Covered);

/// <summary>The forecast for a branch, and the outcome.</summary>
/// <param name="Size">The number of ambassadors; 0 for the whole programme.</param>
public sealed record ToldOfSum(double Moment, int Size, double Chance, bool Reached, bool Covered);
