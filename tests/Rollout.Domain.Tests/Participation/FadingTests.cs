using NodaTime;
using Rollout.Domain.Participation;

namespace Rollout.Domain.Tests.Participation;

/// <summary>The verdicts on a branch whose participation fell.</summary>
public sealed class FadingTests
{
    private static readonly LocalDate GoLive = new(2026, 1, 5);

    [Fact]
    public void A_branch_that_loses_a_third_while_the_others_stay_falls_behind()
    {
        var falling = Branch(week => week < 22 ? .4 : .25);
        List<IReadOnlyList<FadingWeek>> all = [falling, Branch(_ => .3), Branch(_ => .35), Branch(_ => .45)];

        Assert.Equal(FadingVerdict.FallsBehind, Judge(falling, all).Verdict);
        Assert.Equal(FadingVerdict.AsExpected, Judge(all[1], all).Verdict);
        Assert.InRange(Judge(falling, all).Expected!.Value, .35, .45);
    }

    [Fact]
    public void What_happens_everywhere_is_no_alarm()
    {
        var all = Enumerable.Range(0, 8).Select(i => Branch(week => (.3 + (.02 * i)) * (week < 22 ? 1 : .7))).ToList<IReadOnlyList<FadingWeek>>();

        Assert.All(all, branch => Assert.NotEqual(FadingVerdict.FallsBehind, Judge(branch, all).Verdict));
        Assert.Equal(FadingVerdict.FallsEverywhere, Judge(all[0], all).Verdict);
    }

    [Fact]
    public void A_week_with_a_public_holiday_is_not_concluded_from()
    {
        var low = Branch(week => week < 24 ? .4 : .2, holidayIn: 24);
        List<IReadOnlyList<FadingWeek>> all = [low, Branch(_ => .3), Branch(_ => .35)];

        Assert.Equal(FadingVerdict.Holiday, Judge(low, all).Verdict);
    }

    [Fact]
    public void Missing_reports_are_a_gap_and_never_an_alarm()
    {
        var silent = Branch(_ => .4).Where(w => w.Week < 20).ToList();
        List<IReadOnlyList<FadingWeek>> all = [silent, Branch(_ => .3), Branch(_ => .35)];

        Assert.Equal(FadingVerdict.Gap, Judge(silent, all).Verdict);
    }

    [Fact]
    public void Of_few_people_or_few_weeks_nothing_is_said()
    {
        List<IReadOnlyList<FadingWeek>> all = [Branch(_ => .4, people: 12), [.. Branch(_ => .4).Take(8)], Branch(_ => .35)];

        Assert.Equal(FadingVerdict.TooFew, Judge(all[0], all).Verdict);
        Assert.Equal(FadingVerdict.TooFew, Fading.Judge(all[1], FadingModel.Of(all), all[1][^1].Day).Verdict);
    }

    [Fact]
    public void A_slow_fall_of_three_per_cent_a_week_is_noticed_within_eight_weeks()
    {
        var falling = Branch(week => .45 * Math.Pow(.97, Math.Max(0, week - 16)));
        List<IReadOnlyList<FadingWeek>> all = [falling, Branch(_ => .3), Branch(_ => .35), Branch(_ => .45)];

        Assert.Equal(FadingVerdict.FallsBehind, Judge(falling, all).Verdict);
        Assert.NotEqual(FadingVerdict.FallsBehind, Judge(falling.ConvertAll(w => w with { Week = w.Week, HolidayDays = w.Week > 16 ? 5 : 0 }), all).Verdict); // eight weeks of school holidays
    }

    [Fact]
    public void Simulated_branches_get_few_false_alarms_a_gap_none_and_forecasts_that_keep_what_they_say()
    {
        var it = FadingSimulation.Run(branches: 8, people: 120, companies: 5, fallsEach: 2, SimulatedHabits.Spread, new Random(3));

        Assert.InRange(it.FalseAlarms, 0, .10); // 40 branches: docs/fading.md has more
        Assert.Equal(0, it.AlarmsByGap);
        Assert.InRange(it.CoveredInFour, .65, .95);
    }

    [Fact]
    public void Nothing_is_forecast_before_there_are_forecasts_to_look_back_at()
    {
        List<IReadOnlyList<FadingWeek>> all = [.. Enumerable.Range(0, 4).Select(i => Branch(_ => .3 + (.02 * i)))];
        var model = FadingModel.Of(all);

        Assert.InRange(new FadingForecast(all, model, ahead: 4).Of(all[0])!.Expected, .28, .32);
        Assert.Null(new FadingForecast(all, model, ahead: 16).Of(all[0]));
        Assert.Null(new FadingForecast(all, model, ahead: 4).Of([.. all[0].Take(8)]));
    }

    /// <summary>
    /// Table 7.4 of Montgomery, Introduction to Statistical Quality Control: 30 samples of 50 cans, of which 6.94 of 30 leak on average. The book draws limits of three standard
    /// deviations at .0524 and .4102 and finds samples 15 and 23 outside; the NIST/SEMATECH e-Handbook (6.3.3.2) prints the same figures as chips on wafers.
    /// </summary>
    [Fact]
    public void The_limits_of_a_published_chart_of_shares_come_out()
    {
        int[] leaking = [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6];
        var middle = leaking.Average() / 50;

        var deviation = FadingModel.Of([]).Deviation(50, middle); // nothing is pooled: chance alone

        Assert.Equal(.2313, middle, 4);
        Assert.Equal(.0524, middle - (3 * deviation), 4);
        Assert.Equal(.4102, middle + (3 * deviation), 4);
        Assert.Equal([15, 23], Enumerable.Range(1, 30).Where(i => Math.Abs((leaking[i - 1] / 50.0) - middle) > 3 * deviation));
    }

    private static FadingOutlook Judge(IReadOnlyList<FadingWeek> branch, IReadOnlyList<IReadOnlyList<FadingWeek>> all) => Fading.Judge(branch, FadingModel.Of(all), GoLive.PlusWeeks(24));

    // A little up and down, the same each time.
    private static List<FadingWeek> Branch(Func<int, double> share, int people = 200, int? holidayIn = null) => [.. Enumerable.Range(0, 25).Select(week => new FadingWeek(
        week, GoLive.PlusWeeks(week), (int)Math.Round(people * (share(week) + (.01 * (((week * 7) % 5) - 2)))), people, week == holidayIn ? 1 : 0))];
}
