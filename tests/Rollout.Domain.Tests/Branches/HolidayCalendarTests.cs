using NodaTime;
using NodaTime.Text;
using Rollout.App.Shared;
using Rollout.Domain.Branches;
using Rollout.Testing;

namespace Rollout.Domain.Tests.Branches;

public sealed class HolidayCalendarTests
{
    [Theory]
    [InlineData("BE", "2026-11-30", "2026-11-27")] // a Monday
    [InlineData("BE", "2027-03-30", "2027-03-26")] // after Easter Monday; Good Friday is worked
    [InlineData("DE", "2027-03-30", "2027-03-25")] // and here it is not
    [InlineData("NL", "2026-12-28", "2026-12-24")]
    [InlineData("BE", "2027-01-02", "2026-12-31")]
    public void The_working_day_before_skips_weekends_and_holidays(string country, string day, string before)
    {
        var calendar = Holidays.In(country);

        Assert.Equal(Date(before), calendar.WorkingDayBefore(Date(day)));
        Assert.True(calendar.WorkingDayAfter(Date(before)) >= Date(day).PlusDays(-1));
    }

    [Fact]
    public void Working_days_are_counted_as_by_hand_over_any_stretch()
    {
        DaysOffPeriod[] periods = [Closed("2025-12-24", "2026-01-02"), Closed("2026-01-01", "2026-01-05"), School("2026-02-16", "2026-02-20")];
        foreach (var calendar in new[] { Holidays.In("BE"), Holidays.In("NL"), Holidays.In("XX"), Holidays.In("BE") with { Periods = periods } })
        {
            for (var (from, days) = (new LocalDate(2025, 12, 20), 0); days < 400; days += 13)
            {
                var until = from.PlusDays(days);

                Assert.Equal(Enumerable.Range(0, days).Count(i => calendar.IsWorkingDay(from.PlusDays(i))), calendar.WorkingDays(from, until));
                Assert.Equal(0, calendar.WorkingDays(until, from));
            }
        }
    }

    [Fact]
    public void Nobody_works_on_a_closing_day_and_everybody_does_in_the_school_holidays()
    {
        var calendar = Holidays.In("BE") with { Periods = [Closed("2026-12-28", "2026-12-31"), School("2026-12-21", "2027-01-03")] };

        Assert.Equal(Date("2026-12-24"), calendar.WorkingDayBefore(Date("2027-01-01")));
        Assert.Equal(Date("2027-01-04"), calendar.WorkingDayAfter(Date("2026-12-24")));
        Assert.Equal((true, "Kerst", null), (calendar.IsWorkingDay(Date("2026-12-21")), calendar.SchoolHolidays(Date("2026-12-21"))?.Name, calendar.SchoolHolidays(Date("2027-01-04"))));
        Assert.Null((calendar with { Periods = [Closed("2026-12-21", "2026-12-21")] }).SchoolHolidays(Date("2026-12-21")));
    }

    [Fact]
    public void A_branch_keeps_its_days_off_in_order_and_each_once()
    {
        var gent = A.Branch();
        gent.Add(School("2027-02-08", "2027-02-14"));
        gent.Add(Closed("2026-12-24", "2026-12-31"));
        gent.Add(School("2027-02-08", "2027-02-14"));

        Assert.Equal([Closed("2026-12-24", "2026-12-31"), School("2027-02-08", "2027-02-14")], gent.Periods);

        gent.Remove(School("2027-02-08", "2027-02-14"));
        Assert.Equal([Closed("2026-12-24", "2026-12-31")], gent.Periods);
    }

    [Theory]
    [InlineData("2026-12-24", "2026-12-23")]
    [InlineData("2026-12-24", "2027-03-26")] // 93 days
    public void Days_off_end_after_they_begin_and_within_three_months(string from, string until)
    {
        var gent = A.Branch();
        Refused.By(BranchRules.DaysOffEndAfterTheyBegin, () => gent.Add(Closed(from, until)));
        gent.Add(Closed("2026-12-24", "2027-03-25"));
        Assert.Equal(92, gent.Periods.Single().Days.Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(61)]
    public void Days_off_have_a_name(int letters) =>
        Refused.By(BranchRules.DaysOffHaveAName, () => A.Branch().Add(Closed("2026-12-24", "2026-12-24") with { Name = new string('x', letters) }));

    [Fact]
    public void A_branch_has_a_hundred_periods_of_days_off_at_most()
    {
        var gent = A.Branch();
        for (var i = 0; i < DaysOffPeriod.MaxPeriods; i++)
        {
            gent.Add(new DaysOffPeriod(DaysOffKind.Closed, Date("2026-12-24"), Date("2026-12-24"), $"Dag {i}"));
        }

        Refused.By(BranchRules.DaysOffAreNotTooMany, () => gent.Add(School("2027-02-08", "2027-02-14")));
    }

    [Fact]
    public void The_region_is_one_of_the_country_and_another_country_has_none()
    {
        var branch = Branch.Open("Köln", "KLN", "DE", DateTimeZoneProviders.Tzdb["Europe/Berlin"], 1);

        Refused.By(BranchRules.RegionIsOfItsCountry, () => branch.ChoosePublicHolidays("ALM", Holidays.RegionsOf("DE"), false));
        branch.ChoosePublicHolidays("NW", Holidays.RegionsOf("DE"), true);
        branch.MoveTo("DE", DateTimeZoneProviders.Tzdb["Europe/Busingen"]);
        Assert.Equal(("NW", true), (branch.Region, branch.KeepsLiberationDay));
        branch.MoveTo("NL", DateTimeZoneProviders.Tzdb["Europe/Amsterdam"]);
        Assert.Equal((null, false), (branch.Region, branch.KeepsLiberationDay));
    }

    private static DaysOffPeriod Closed(string from, string until) => new(DaysOffKind.Closed, Date(from), Date(until), "Sluiting");

    private static DaysOffPeriod School(string from, string until) => new(DaysOffKind.SchoolHolidays, Date(from), Date(until), "Kerst");

    private static LocalDate Date(string text) => LocalDatePattern.Iso.Parse(text).Value;
}
