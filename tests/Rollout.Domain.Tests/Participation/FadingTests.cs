using NodaTime;
using Rollout.Domain.Participation;

namespace Rollout.Domain.Tests.Participation;

/// <summary>What is said of a branch that is lower than before.</summary>
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
    public void Simulated_branches_get_few_false_alarms_and_a_gap_hardly_any()
    {
        var it = FadingSimulation.Run(branches: 8, people: 120, companies: 6, new Random(3));

        Assert.InRange(it.FalseAlarms, 0, .15); // 48 branches: docs/fading.md has more
        Assert.InRange(it.AlarmsByGap, 0, .05); // another level by chance, not the gap
    }

    private static FadingOutlook Judge(IReadOnlyList<FadingWeek> branch, IReadOnlyList<IReadOnlyList<FadingWeek>> all) => Fading.Judge(branch, FadingModel.Of(all), GoLive.PlusWeeks(24));

    // A little up and down, the same each time.
    private static List<FadingWeek> Branch(Func<int, double> share, int people = 200, int? holidayIn = null) => [.. Enumerable.Range(0, 25).Select(week => new FadingWeek(
        week, GoLive.PlusWeeks(week), (int)Math.Round(people * (share(week) + (.01 * (((week * 7) % 5) - 2)))), people, week == holidayIn ? 1 : 0))];
}
