using Rollout.Domain.Ambassadors;

namespace Rollout.Domain.Tests.Ambassadors;

public sealed class ForecastTests
{
    // Forty ambassadors after fifteen days: paces from nothing to ten.
    private static readonly PacePrior Pool = PacePrior.Of(Enumerable.Range(0, 40).Select(i => new Progress(i % 11, 15)), 0.3);

    [Fact]
    public void A_newcomer_is_lent_everyones_experience()
    {
        var newcomer = Forecast.Of(Pool, new Progress(0, 0), 0, 10, 30);

        Assert.InRange(newcomer.Percent, 20, 80);
        Assert.InRange(Pool.Mean, 0.28, 0.38);
    }

    [Fact]
    public void More_done_and_more_days_left_are_better_and_longer_without_a_credit_is_worse()
    {
        Assert.Equal(Enumerable.Range(0, 10).Select(k => Of(k, 15, 20)), Enumerable.Range(0, 10).Select(k => Of(k, 15, 20)).Order());
        Assert.Equal(Enumerable.Range(1, 10).Select(d => Of(4, 15, d * 3)), Enumerable.Range(1, 10).Select(d => Of(4, 15, d * 3)).Order());
        Assert.Equal(Enumerable.Range(1, 10).Select(d => Of(0, d * 3, 20)), Enumerable.Range(1, 10).Select(d => Of(0, d * 3, 20)).OrderDescending());

        static double Of(int credits, double days, double left) => Forecast.Of(Pool, new Progress(credits, days), credits, 10, left).Chance;
    }

    [Theory]
    [InlineData(10, 5, 100)]
    [InlineData(14, 5, 100)]
    [InlineData(10, 0, 100)]
    [InlineData(9, 0, 0)]
    [InlineData(0, 0.5, 1)]
    [InlineData(9, 200, 99)]
    public void It_is_certain_only_when_it_is_made_or_time_is_up(int done, double left, int percent) =>
        Assert.Equal(percent, Forecast.Of(Pool, new Progress(done, 20), done, 10, left).Percent);

    [Fact]
    public void A_programme_of_one_or_of_none_breaks_nothing()
    {
        foreach (var runs in new Progress[][] { [], [new(0, 0)], [new(500, 0.5)], [new(0, 4000)] })
        {
            var pool = PacePrior.Of(runs, 0.25);
            var forecast = Forecast.Of(pool, new Progress(3, 10), 3, 10, 20);
            var sum = SumForecast.Of(pool, 0.5, [new ForecastInput(new Progress(3, 10), 3, 10, 20)], 10);

            Assert.True(pool is { Shape: > 0, Days: > 0 } && double.IsFinite(pool.Mean));
            Assert.InRange(forecast.Chance, 0, 1);
            Assert.True(forecast.Low <= forecast.High && sum.Low <= sum.High + 0.1 && double.IsFinite(sum.Expected));
        }
    }

    [Fact]
    public void The_chance_of_a_sum_of_one_is_about_that_of_the_one()
    {
        var run = new Progress(6, 15);

        Assert.Equal(Forecast.Of(Pool, run, 6, 10, 15).Chance, SumForecast.Of(Pool, 0.5, [new ForecastInput(run, 6, 10, 15)], 10).Chance, 0.06);
    }

    [Fact]
    public void More_ambassadors_raise_the_chance_and_the_least_number_that_is_enough_is_named()
    {
        var parts = Enumerable.Range(0, 20).Select(i => new ForecastInput(new Progress(i % 8, 15), i % 8, 10, 15)).ToList();
        SumForecast With(int newcomers) => SumForecast.Of(Pool, 0.5, parts, 160, newcomers);

        var enough = SumForecast.NewcomersFor(0.7, 200, With)!.Value;

        Assert.True(With(enough).Chance >= 0.7 && With(enough - 1).Chance < 0.7);
        Assert.Null(SumForecast.NewcomersFor(0.7, 1, With));
    }
}
