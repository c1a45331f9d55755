using NodaTime;
using NodaTime.Text;
using Rollout.Domain.Branches;

namespace Rollout.Domain.Tests.Branches;

public sealed class PublicHolidaysTests
{
    [Theory]
    [InlineData(1961, "1961-04-02")]
    [InlineData(2024, "2024-03-31")]
    [InlineData(2026, "2026-04-05")]
    [InlineData(2027, "2027-03-28")]
    [InlineData(2038, "2038-04-25")] // the latest it can be
    [InlineData(2285, "2285-03-22")] // the earliest
    public void Easter_falls_where_the_church_says(int year, string date) => Assert.Equal(Date(date), PublicHolidays.EasterSunday(year));

    [Theory]
    [InlineData("BE", "2026-07-21", true)]
    [InlineData("NL", "2026-07-21", false)]
    [InlineData("BE", "2026-11-11", true)]
    [InlineData("DE", "2026-11-11", false)]
    [InlineData("BE", "2026-05-14", true)] // Ascension
    [InlineData("BE", "2026-05-25", true)] // Whit Monday
    [InlineData("BE", "2026-12-26", false)]
    [InlineData("NL", "2026-12-26", true)]
    [InlineData("NL", "2026-04-27", true)]
    [InlineData("NL", "2025-04-26", true)] // King's Day moves off a Sunday
    [InlineData("NL", "2025-04-27", false)]
    [InlineData("NL", "2025-05-05", true)] // Liberation Day is free once in five years
    [InlineData("NL", "2026-05-05", false)]
    [InlineData("NL", "2026-05-01", false)]
    [InlineData("FR", "2026-05-08", true)]
    [InlineData("FR", "2026-07-14", true)]
    [InlineData("LU", "2026-06-23", true)]
    [InlineData("LU", "2026-05-09", true)]
    [InlineData("DE", "2026-10-03", true)]
    [InlineData("DE", "2026-04-03", true)] // Good Friday
    [InlineData("FR", "2026-04-03", false)]
    [InlineData("be", "2026-12-25", true)]
    [InlineData("XX", "2026-12-25", false)]
    public void Each_country_has_its_own(string country, string date, bool holiday) => Assert.Equal(holiday, PublicHolidays.Is(country, Date(date)));

    [Theory]
    [InlineData("BE", "2026-11-30", "2026-11-27")] // a Monday
    [InlineData("BE", "2027-03-30", "2027-03-26")] // after Easter Monday; Good Friday is worked
    [InlineData("DE", "2027-03-30", "2027-03-25")] // and here it is not
    [InlineData("NL", "2026-12-28", "2026-12-24")]
    [InlineData("BE", "2027-01-02", "2026-12-31")]
    public void The_working_day_before_skips_weekends_and_holidays(string country, string day, string before)
    {
        Assert.Equal(Date(before), PublicHolidays.WorkingDayBefore(country, Date(day)));
        Assert.True(PublicHolidays.WorkingDayAfter(country, Date(before)) >= Date(day).PlusDays(-1));
    }

    private static LocalDate Date(string text) => LocalDatePattern.Iso.Parse(text).Value;

    [Fact]
    public void Working_days_are_counted_as_by_hand_over_any_stretch()
    {
        foreach (var country in new[] { "BE", "NL", "XX" })
        {
            for (var (from, days) = (new LocalDate(2025, 12, 20), 0); days < 400; days += 13)
            {
                var until = from.PlusDays(days);

                Assert.Equal(Enumerable.Range(0, days).Count(i => PublicHolidays.IsWorkingDay(country, from.PlusDays(i))), PublicHolidays.WorkingDays(country, from, until));
                Assert.Equal(0, PublicHolidays.WorkingDays(country, until, from));
            }
        }
    }
}
