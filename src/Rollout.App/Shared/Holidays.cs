using System.Collections.Concurrent;
using NodaTime;
using PublicHoliday;
using Rollout.Domain.Branches;

namespace Rollout.App.Shared;

/// <summary>Makes the calendars that the domain is given, from the PublicHoliday library and what was decided for a branch.</summary>
public static class Holidays
{
    private static readonly ConcurrentDictionary<(string Country, string? Region, bool LiberationDay), PublicHolidays> Known = new();

    /// <summary>The calendar of a whole country, without anything decided for a branch. One that the library does not know has weekends only.</summary>
    public static HolidayCalendar In(string country, string? region = null) => Of(new DaysOff(country, region, KeepsLiberationDay: false, []));

    public static HolidayCalendar Of(DaysOff days) =>
        new(Known.GetOrAdd((days.Country.ToUpperInvariant(), days.Region, days.KeepsLiberationDay), static key => new PublicHolidays(year => InYear(key, year))), days.Periods);

    /// <summary>The working hours of a branch.</summary>
    public static WorkingHours HoursOf(Branch branch) => new(branch.Zone, Of(branch.DaysOff), branch.OpensAt, branch.ClosesAt);

    /// <summary>The regions of a country that have public holidays of their own.</summary>
    public static IReadOnlyList<string> RegionsOf(string country) => country switch
    {
        "DE" => [.. Enum.GetNames<GermanPublicHoliday.States>().Where(state => state != nameof(GermanPublicHoliday.States.ALL)).Order()],
        "FR" => [AlsaceMoselle],
        _ => [],
    };

    private const string AlsaceMoselle = "ALM";

    private static IEnumerable<LocalDate> InYear((string Country, string? Region, bool LiberationDay) of, int year) =>
        [.. Listed(Library(of), year), .. NotListed(of.Country, year)];

    // A New Year's Day that is observed on 31 December is in the list of its own year.
    private static IEnumerable<LocalDate> Listed(IPublicHolidays? library, int year) =>
        library is null ? [] : library.PublicHolidays(year).Concat(library.PublicHolidays(Math.Min(year + 1, DateTime.MaxValue.Year))).Select(LocalDate.FromDateTime).Where(day => day.Year == year);

    private static IEnumerable<LocalDate> NotListed(string country, int year) => country switch
    {
        // Nobody plans on these Sundays, and the library lists them in few countries.
        "BE" or "NL" or "FR" or "LU" or "DE" => [LocalDate.FromDateTime(GermanPublicHoliday.EasterSunday(year)), LocalDate.FromDateTime(GermanPublicHoliday.PentecostSunday(year))],

        // Saint Francis, by the Italian law 151 of 2025.
        "IT" when year >= 2026 => [new LocalDate(year, 10, 4)],
        _ => [],
    };

    private static IPublicHolidays? Library((string Country, string? Region, bool LiberationDay) of) => of switch
    {
        { Country: "NL" } => new DutchPublicHoliday(liberationDayOnlyAtLustrum: !of.LiberationDay),
        { Country: "DE", Region: { } state } => new GermanPublicHoliday { State = Enum.Parse<GermanPublicHoliday.States>(state) },
        { Country: "FR", Region: AlsaceMoselle } => new FrancePublicHoliday { Region = FrancePublicHoliday.Regions.AlsaceMoselle },
        _ => Enum.TryParse<PublicHolidayCountryCode>(of.Country, ignoreCase: true, out var code) ? PublicHolidayFactory.GetPublicHolidayForCountry(code) : null,
    };
}
