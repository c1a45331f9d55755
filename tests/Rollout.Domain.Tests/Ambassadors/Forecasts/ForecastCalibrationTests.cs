namespace Rollout.Domain.Tests.Ambassadors.Forecasts;

/// <summary>Checks the claims of docs/forecast.md on programmes with another seed, with margins that only a real change exceeds.</summary>
public sealed class ForecastCalibrationTests
{
    private const int Seed = 1_000_000;
    private static readonly Lazy<Calibration> Small = new(() => Calibration.Of(300, Seed));

    [Fact]
    public void What_is_said_to_happen_so_often_happens_about_so_often()
    {
        foreach (var bucket in Small.Value.Told.GroupBy(t => Math.Min(9, (int)(t.Chance * 10))).Where(g => g.Count() >= 500))
        {
            Assert.InRange(bucket.Average(t => t.Made ? 1.0 : 0) - bucket.Average(t => t.Chance), -0.1, 0.1);
        }
    }

    [Fact]
    public void It_is_better_than_a_straight_line_and_than_ones_own_pace_at_any_time()
    {
        foreach (var moment in Calibration.Moments)
        {
            var ours = Small.Value.Brier(moment, t => t.Chance);

            Assert.True(ours < 0.25 && ours < 0.8 * Small.Value.Brier(moment, t => t.Linear) && ours < Small.Value.Brier(moment, t => t.OwnPace), $"{moment}: {ours}");
        }
    }

    [Fact]
    public void The_interval_of_eighty_percent_holds_about_that_or_more()
    {
        Assert.All(Calibration.Moments, moment => Assert.InRange(Small.Value.Covered(moment), 0.72, 0.96));
        Assert.All(Small.Value.Sums.GroupBy(s => s.Size), size => Assert.InRange(size.Average(s => s.Covered ? 1.0 : 0), 0.68, 0.95));
    }

    [Fact]
    public void What_is_said_of_a_sum_is_better_than_saying_fifty_fifty() =>
        Assert.All(Small.Value.Sums.GroupBy(s => (s.Size, s.Moment)), g => Assert.InRange(g.Average(s => Math.Pow(s.Chance - (s.Reached ? 1 : 0), 2)), 0, 0.25));

    [Fact]
    public void The_report_is_written_where_it_is_asked_for()
    {
        const int Programmes = 3_000;
        if (Environment.GetEnvironmentVariable("ROLLOUT_FORECAST_REPORT") is { Length: > 0 } file)
        {
            File.WriteAllText(file, ForecastReport.Of(Calibration.Of(Programmes, 1), Programmes, 1));
        }
    }
}
