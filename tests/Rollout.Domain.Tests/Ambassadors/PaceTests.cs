using NodaTime;
using Rollout.App.Shared;
using Rollout.Domain.Ambassadors;

namespace Rollout.Domain.Tests.Ambassadors;

public sealed class PaceTests
{
    private static readonly LocalDate First = new(2026, 11, 2);
    private static readonly LocalDate Last = new(2026, 12, 7);

    [Fact]
    public void Seven_of_ten_in_thirteen_working_days_with_thirteen_left_is_on_pace()
    {
        var pace = Pace.Of(10, 7, First, Last, new LocalDate(2026, 11, 19), Holidays.In("NL"));

        Assert.Equal((3, 18, PaceState.OnPace), (pace.ToGo, pace.DaysLeft, pace.State));
        Assert.Equal(2.7, pace.PerWeek, 1);
        Assert.Equal(1.2, pace.NeededPerWeek, 1);
    }

    [Theory]
    [InlineData(0, "2026-11-01", PaceState.NotYet)]
    [InlineData(0, "2026-11-02", PaceState.OnPace)] // Nobody is behind on the first day.
    [InlineData(0, "2026-11-04", PaceState.OnPace)] // 0.77 expected: not yet a whole colleague.
    [InlineData(0, "2026-11-05", PaceState.Behind)] // 1.15 expected.
    [InlineData(1, "2026-11-05", PaceState.OnPace)]
    [InlineData(1, "2026-11-09", PaceState.OnPace)] // A weekend asks for nothing: 1.92 expected, as at the end of Friday.
    [InlineData(8, "2026-12-07", PaceState.Behind)] // The last day still counts.
    [InlineData(9, "2026-12-07", PaceState.OnPace)]
    [InlineData(9, "2026-12-08", PaceState.Over)]
    [InlineData(10, "2026-12-08", PaceState.Made)]
    [InlineData(10, "2026-11-01", PaceState.Made)]
    [InlineData(14, "2026-11-20", PaceState.Made)]
    public void Pace_in_a_word(int done, string today, PaceState state) =>
        Assert.Equal(state, Pace.Of(10, done, First, Last, NodaTime.Text.LocalDatePattern.Iso.Parse(today).Value, Holidays.In("NL")).State);

    [Fact]
    public void One_credit_on_the_first_day_is_not_seven_a_week() =>
        Assert.Equal(1.0, Pace.Of(10, 1, First, Last, First, Holidays.In("NL")).PerWeek, 6);

    [Fact]
    public void A_public_holiday_asks_for_nothing() =>
        Assert.Equal((4, 3), (Pace.Of(13, 0, First, Last, new LocalDate(2026, 11, 12), Holidays.In("NL")).ExpectedByNow, Pace.Of(13, 0, First, Last, new LocalDate(2026, 11, 12), Holidays.In("BE")).ExpectedByNow));

    [Fact]
    public void A_window_without_a_working_day_breaks_nothing() =>
        Assert.Equal(PaceState.OnPace, Pace.Of(10, 0, new LocalDate(2026, 11, 7), new LocalDate(2026, 11, 8), new LocalDate(2026, 11, 8), Holidays.In("BE")).State);

    [Fact]
    public void No_day_and_no_number_breaks_the_arithmetic()
    {
        foreach (var today in Enumerable.Range(-400, 900).Select(First.PlusDays))
        {
            foreach (var (quota, done) in new[] { (1, 0), (1, 5), (500, 0), (500, 499), (10, int.MaxValue) })
            {
                var pace = Pace.Of(quota, done, First, Last, today, Holidays.In("BE"));

                Assert.InRange(pace.DaysLeft, 0, 400 + 35);
                Assert.InRange(pace.ExpectedByNow, 0, quota);
                Assert.True(pace.ToGo >= 0 && double.IsFinite(pace.PerWeek) && double.IsFinite(pace.NeededPerWeek));
            }
        }
    }
}
