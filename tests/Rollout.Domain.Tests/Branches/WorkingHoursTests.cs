using NodaTime;
using NodaTime.Text;
using Rollout.App.Shared;
using Rollout.Domain.Branches;

namespace Rollout.Domain.Tests.Branches;

public sealed class WorkingHoursTests
{
    [Theory]
    [InlineData("BE", "2026-11-23T08:59:59", false)] // a Monday, before opening
    [InlineData("BE", "2026-11-23T09:00:00", true)]
    [InlineData("BE", "2026-11-23T16:59:59", true)]
    [InlineData("BE", "2026-11-23T17:00:00", false)] // closing time is not inside
    [InlineData("BE", "2026-11-21T11:00:00", false)] // a Saturday
    [InlineData("BE", "2026-11-11T11:00:00", false)] // Armistice in Belgium
    [InlineData("NL", "2026-11-11T11:00:00", true)] // and an ordinary Wednesday in the Netherlands
    [InlineData("NL", "2026-04-27T11:00:00", false)] // King's Day
    [InlineData("BE", "2026-04-27T11:00:00", true)]
    [InlineData("FR", "2026-07-14T11:00:00", false)] // the national holiday of France
    [InlineData("BE", "2026-07-21T11:00:00", false)] // and of Belgium
    [InlineData("ZZ", "2026-12-25T11:00:00", true)] // a country we do not know has weekends only
    public void People_are_disturbed_on_working_days_between_opening_and_closing(string country, string local, bool inside) =>
        Assert.Equal(inside, Hours(country).Contain(At(local)));

    [Theory]
    [InlineData("2026-11-23T10:00:00", "2026-11-23T10:00:00")]
    [InlineData("2026-11-23T03:00:00", "2026-11-23T09:00:00")] // at night: that morning
    [InlineData("2026-11-20T17:30:00", "2026-11-23T09:00:00")] // Friday evening: Monday
    [InlineData("2026-12-24T18:00:00", "2026-12-28T09:00:00")] // Christmas is on a Friday
    [InlineData("2027-03-26T18:00:00", "2027-03-30T09:00:00")] // over the night summer time begins, and Easter Monday
    [InlineData("2027-10-29T18:00:00", "2027-11-02T09:00:00")] // over the night it ends, and All Saints
    public void The_next_moment_is_the_first_in_working_hours(string from, string next) => Assert.Equal(At(next), Hours("BE").Next(At(from)));

    [Theory]
    [InlineData("2027-03-26", 7, 8)] // Friday before: UTC+1
    [InlineData("2027-03-30", 7, 7)] // Tuesday after: UTC+2
    [InlineData("2027-10-29", 9, 7)]
    [InlineData("2027-11-02", 9, 8)]
    public void Opening_is_by_the_branchs_own_clock_on_both_sides_of_a_clock_change(string date, int _, int utcHour) =>
        Assert.Equal(utcHour, Hours("BE").OpeningOn(LocalDatePattern.Iso.Parse(date).Value).InUtc().Hour);

    [Fact]
    public void A_shift_that_opens_in_the_skipped_hour_opens_an_hour_later()
    {
        var night = Hours("ZZ") with { OpensAt = new LocalTime(2, 30), ClosesAt = new LocalTime(10, 0) };

        Assert.Equal(Instant.FromUtc(2027, 3, 28, 1, 30), night.OpeningOn(new LocalDate(2027, 3, 28)));
    }

    [Fact]
    public void A_shift_that_opens_in_the_doubled_hour_opens_at_the_first_of_the_two()
    {
        var night = Hours("ZZ") with { OpensAt = new LocalTime(2, 30), ClosesAt = new LocalTime(10, 0) };

        Assert.Equal(Instant.FromUtc(2027, 10, 31, 0, 30), night.OpeningOn(new LocalDate(2027, 10, 31)));
    }

    [Theory]
    [InlineData("2026-11-19", 0, "2026-11-19")]
    [InlineData("2026-11-19", 3, "2026-11-24")] // over a weekend
    [InlineData("2026-12-23", 3, "2026-12-29")] // over Christmas and a weekend
    [InlineData("2027-03-25", 3, "2027-03-31")] // over Easter
    public void Working_days_are_counted_on_the_branchs_calendar(string from, int days, string to) =>
        Assert.Equal(LocalDatePattern.Iso.Parse(to).Value, Hours("BE").WorkingDaysAfter(LocalDatePattern.Iso.Parse(from).Value, days));

    [Fact]
    public void Whatever_the_moment_the_next_one_is_inside_and_nothing_inside_was_passed_over()
    {
        var chance = new Random(20261123);
        var hours = Hours("BE");
        for (var i = 0; i < 5000; i++)
        {
            var from = Instant.FromUtc(2026, 1, 1, 0, 0) + Duration.FromMinutes(chance.Next(2 * 365 * 24 * 60));
            var next = hours.Next(from);

            Assert.True(hours.Contain(next) && next >= from);
            if (next > from)
            {
                Assert.False(hours.Contain(next - Duration.FromMilliseconds(1)));
                Assert.False(hours.Contain(from));
            }
        }
    }

    internal static WorkingHours Hours(string country) => new(DateTimeZoneProviders.Tzdb["Europe/Brussels"], Holidays.In(country), new LocalTime(9, 0), new LocalTime(17, 0));

    internal static Instant At(string local) =>
        LocalDateTimePattern.ExtendedIso.Parse(local).Value.InZoneLeniently(DateTimeZoneProviders.Tzdb["Europe/Brussels"]).ToInstant();
}
