using CsCheck;
using Rollout.Domain.Ambassadors;

namespace Rollout.Domain.Tests.Ambassadors;

/// <summary>A forecast converges to the actual figure as its day approaches.</summary>
public sealed class ForecastNearTheEndTests
{
    private static readonly Gen<(PacePrior Pool, Progress Run, int Quota)> Ambassadors = Gen.Select(
        Gen.Select(Gen.Int[0, 12], Gen.Double[0.5, 60], (credits, days) => new Progress(credits, days)).List[1, 30],
        Gen.Int[0, 14], Gen.Double[0, 80], Gen.Int[1, 15],
        (all, credits, days, quota) => (PacePrior.Of(all, 0.3), new Progress(credits, days), quota));

    [Fact]
    public void The_less_time_is_left_the_nearer_it_is_to_what_is_done() => Ambassadors.Sample(one =>
    {
        var (pool, run, quota) = one;
        var done = run.Credits;
        double[] days = [30, 10, 3, 1, 0.3, 0.1, 0.01, 0];

        var sums = days.Select(left => SumForecast.Of(pool, 0.5, [new ForecastInput(run, done, quota, left)], quota)).ToList();
        var own = days.Select(left => Forecast.Of(pool, run, done, quota, left)).ToList();

        Assert.True(sums.Zip(sums.Skip(1)).All(pair => pair.Second.Expected <= pair.First.Expected + 1e-9 && pair.Second.Expected >= done - 1e-9));
        Assert.True(own.Zip(own.Skip(1)).All(pair => pair.Second.High <= pair.First.High && (done >= quota || pair.Second.Chance <= pair.First.Chance + 1e-9)));
        Assert.InRange(sums[^2].Expected, done, done + 1);
        Assert.Equal((done, done, done, done >= quota ? 1.0 : 0.0), (own[^1].Low, own[^1].High, (int)Math.Round(sums[^1].Expected), own[^1].Chance));
    }, iter: 200);

    [Fact]
    public void In_the_last_three_minutes_nobody_is_expected_any_more() => Ambassadors.Sample(one =>
    {
        var (pool, run, quota) = one;
        var threeMinutes = 3.0 / (9 * 60);
        var parts = Enumerable.Repeat(new ForecastInput(run with { Days = run.Days + 1 }, run.Credits, quota, threeMinutes), 8).ToList();

        var sum = SumForecast.Of(pool, 0.5, parts, parts.Sum(p => p.Quota));

        Assert.InRange(sum.Expected, sum.Done, sum.Done + 1);
        Assert.InRange(sum.High - sum.Low, 0, 2);
    }, iter: 200);
}
