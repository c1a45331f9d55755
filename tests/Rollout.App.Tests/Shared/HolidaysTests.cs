using NodaTime;
using NodaTime.Text;
using PublicHoliday;
using Rollout.App.Shared;
using Rollout.Domain.Branches;

namespace Rollout.App.Tests.Shared;

/// <summary>The public holidays of a branch, by its country, region and choices.</summary>
public sealed class HolidaysTests
{
    [Theory]
    [InlineData("BE", "2026-07-21", true)]
    [InlineData("NL", "2026-07-21", false)]
    [InlineData("BE", "2026-11-11", true)]
    [InlineData("DE", "2026-11-11", false)]
    [InlineData("BE", "2026-05-14", true)] // Ascension
    [InlineData("BE", "2026-05-25", true)] // Whit Monday
    [InlineData("BE", "2026-12-26", false)]
    [InlineData("NL", "2026-12-26", true)]
    [InlineData("NL", "2025-04-26", true)] // King's Day moves off a Sunday
    [InlineData("NL", "2025-04-27", false)]
    [InlineData("NL", "2025-05-05", true)] // Liberation Day is free once in five years
    [InlineData("NL", "2026-05-05", false)]
    [InlineData("FR", "2026-05-08", true)]
    [InlineData("LU", "2026-05-09", true)]
    [InlineData("DE", "2026-04-03", true)] // Good Friday
    [InlineData("FR", "2026-04-03", false)]
    [InlineData("be", "2026-12-25", true)]
    [InlineData("AT", "2026-10-26", true)]
    [InlineData("IT", "2027-10-04", true)] // Saint Francis, from 2026 on
    [InlineData("IT", "2025-10-04", false)]
    [InlineData("US", "2027-12-31", true)] // New Year's Day on a Saturday is observed the day before
    [InlineData("US", "2026-12-31", false)]
    [InlineData("SI", "2027-03-29", true)] // Easter Monday in March
    [InlineData("XX", "2026-12-25", false)]
    public void Each_country_has_its_own(string country, string date, bool holiday) => Assert.Equal(holiday, Holidays.In(country).IsPublicHoliday(Date(date)));

    [Theory]
    [InlineData("DE", "BY", "2027-01-06", true)] // Epiphany
    [InlineData("DE", "NW", "2027-01-06", false)]
    [InlineData("DE", "NW", "2026-06-04", true)] // Corpus Christi
    [InlineData("DE", "BE", "2026-06-04", false)]
    [InlineData("DE", "BE", "2027-03-08", true)] // Women's Day in Berlin
    [InlineData("DE", "SN", "2026-11-18", true)] // Repentance in Saxony
    [InlineData("DE", null, "2026-11-18", false)]
    [InlineData("FR", "ALM", "2026-04-03", true)] // Good Friday in Alsace and Moselle
    [InlineData("FR", "ALM", "2026-12-26", true)]
    [InlineData("FR", null, "2026-12-26", false)]
    public void A_region_has_more_than_its_country(string country, string? region, string date, bool holiday) =>
        Assert.Equal(holiday, Holidays.In(country, region).IsPublicHoliday(Date(date)));

    [Fact]
    public void A_Dutch_branch_chooses_whether_5_May_is_a_day_off_every_year()
    {
        Assert.True(Holidays.Of(new DaysOff("NL", null, KeepsLiberationDay: true, [])).IsPublicHoliday(new LocalDate(2026, 5, 5)));
        Assert.False(Holidays.Of(new DaysOff("NL", null, KeepsLiberationDay: false, [])).IsPublicHoliday(new LocalDate(2026, 5, 5)));
        Assert.False(Holidays.Of(new DaysOff("BE", null, KeepsLiberationDay: true, [])).IsPublicHoliday(new LocalDate(2026, 5, 5)));
    }

    [Theory]
    [InlineData("BE")]
    [InlineData("NL")]
    [InlineData("FR")]
    [InlineData("LU")]
    [InlineData("DE")]
    public void The_library_says_from_2024_to_2032_what_version_0_1_0_computed(string country)
    {
        for (var year = 2024; year <= 2032; year++)
        {
            // No difference is left: the Sundays of Easter and Whitsun are added, the day that Luxembourg lists twice (9 May and Ascension in 2024) is one, and
            // 5 May is asked for once in five years.
            Assert.Equal(AsIn010(country, year).Distinct().Order(), Holidays.In(country).PublicHolidays.Of(year).Order());
        }
    }

    [Fact]
    public void What_the_library_does_otherwise_is_known()
    {
        // Where one of these fails, a new version does it another way, and Holidays may have less to do.
        Assert.Contains(new DateTime(2026, 5, 5), new DutchPublicHoliday().PublicHolidays(2026));
        Assert.Equal(2, new LuxembourgPublicHoliday().PublicHolidays(2024).Count(day => day == new DateTime(2024, 5, 9)));
        Assert.Contains(new BelgiumPublicHoliday().PublicHolidays(2008), day => day.TimeOfDay != TimeSpan.Zero);
        Assert.DoesNotContain(new DateTime(2026, 4, 5), new BelgiumPublicHoliday().PublicHolidays(2026));
        Assert.DoesNotContain(new DateTime(2027, 10, 4), new ItalyPublicHoliday().PublicHolidays(2027));
        Assert.DoesNotContain(new DateTime(2027, 12, 31), new USAPublicHoliday().PublicHolidays(2027));
        Assert.False(new SloveniaPublicHoliday().IsPublicHoliday(new DateTime(2027, 3, 29)));
    }

    [Fact]
    public void Every_country_and_region_it_knows_has_holidays_in_every_year_that_can_be_planned()
    {
        var all = Enum.GetNames<PublicHolidayCountryCode>().Select(c => (Country: c.ToUpperInvariant(), Region: (string?)null))
            .Concat(from country in new[] { "DE", "FR" } from region in Holidays.RegionsOf(country) select (country, (string?)region));

        foreach (var (country, region) in all)
        {
            Assert.All(Enumerable.Range(2024, 12), year => Assert.InRange(Holidays.In(country, region).PublicHolidays.Of(year).Count, 4, 25));
        }
    }

    private static IEnumerable<LocalDate> AsIn010(string country, int year)
    {
        var easter = LocalDate.FromDateTime(GermanPublicHoliday.EasterSunday(year));
        LocalDate On(int month, int day) => new(year, month, day);
        LocalDate[] shared = [On(1, 1), easter, easter.PlusDays(1), easter.PlusDays(39), easter.PlusDays(49), easter.PlusDays(50), On(12, 25)];
        var kingsDay = On(4, 27) is { DayOfWeek: IsoDayOfWeek.Sunday } sunday ? sunday.PlusDays(-1) : On(4, 27);
        return shared.Concat(country switch
        {
            "BE" => [On(5, 1), On(7, 21), On(8, 15), On(11, 1), On(11, 11)],
            "NL" => [kingsDay, On(12, 26), .. year % 5 == 0 ? [On(5, 5)] : Array.Empty<LocalDate>()],
            "FR" => [On(5, 1), On(5, 8), On(7, 14), On(8, 15), On(11, 1), On(11, 11)],
            "LU" => [On(5, 1), On(5, 9), On(6, 23), On(8, 15), On(11, 1), On(12, 26)],
            _ => [easter.PlusDays(-2), On(5, 1), On(10, 3), On(12, 26)],
        });
    }

    private static LocalDate Date(string text) => LocalDatePattern.Iso.Parse(text).Value;
}
