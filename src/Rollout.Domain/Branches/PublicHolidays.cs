using System.Collections.Concurrent;
using NodaTime;

namespace Rollout.Domain.Branches;

/// <summary>
/// The nationwide public holidays of Belgium, the Netherlands, France, Luxembourg and Germany, computed for any year. Regional holidays are not included; an
/// unknown country has weekends only.
/// </summary>
public static class PublicHolidays
{
    private static readonly ConcurrentDictionary<(string Country, int Year), IReadOnlySet<LocalDate>> Known = new();
    private static readonly ConcurrentDictionary<(string Country, int Year), int[]> Counted = new();

    /// <summary>Whether the date is a public holiday in the two-letter ISO 3166 country.</summary>
    public static bool Is(string country, LocalDate date) => Of(country, date.Year).Contains(date);

    /// <summary>Whether the date is a working day: neither a weekend nor a public holiday.</summary>
    public static bool IsWorkingDay(string country, LocalDate date) => date.DayOfWeek <= IsoDayOfWeek.Friday && !Is(country, date);

    /// <summary>The last working day before the date.</summary>
    public static LocalDate WorkingDayBefore(string country, LocalDate date)
    {
        do
        {
            date = date.PlusDays(-1);
        }
        while (!IsWorkingDay(country, date));
        return date;
    }

    /// <summary>The first working day after the date.</summary>
    public static LocalDate WorkingDayAfter(string country, LocalDate date)
    {
        do
        {
            date = date.PlusDays(1);
        }
        while (!IsWorkingDay(country, date));
        return date;
    }

    /// <summary>
    /// The number of working days from <paramref name="from"/> (inclusive) to <paramref name="until"/> (exclusive); 0 when <paramref name="until"/> is not
    /// later.
    /// </summary>
    public static int WorkingDays(string country, LocalDate from, LocalDate until) =>
        until <= from ? 0
        : from.Year == until.Year ? Before(country, until) - Before(country, from)
        : InYear(country, from.Year)[^1] - Before(country, from) + WorkingDays(country, new LocalDate(from.Year + 1, 1, 1), until);

    /// <summary>The public holidays of a country in a year.</summary>
    public static IReadOnlySet<LocalDate> Of(string country, int year) =>
        Known.GetOrAdd((country.ToUpperInvariant(), year), key => new HashSet<LocalDate>(Compute(key.Country, key.Year)));

    /// <summary>Easter Sunday in the Gregorian calendar, by the anonymous algorithm of Meeus, Jones and Butcher.</summary>
    public static LocalDate EasterSunday(int year)
    {
        int a = year % 19, b = year / 100, c = year % 100;
        int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
        int h = ((19 * a) + b - d - g + 15) % 30;
        int i = c / 4, k = c % 4, l = (32 + (2 * e) + (2 * i) - h - k) % 7;
        int m = (a + (11 * h) + (22 * l)) / 451, n = h + l - (7 * m) + 114;
        return new LocalDate(year, n / 31, (n % 31) + 1);
    }

    private static int Before(string country, LocalDate date) => InYear(country, date.Year)[date.DayOfYear - 1];

    // For each day of the year, the number of working days before it; the last element is the total of the year.
    private static int[] InYear(string country, int year) => Counted.GetOrAdd((country.ToUpperInvariant(), year), static key =>
    {
        var counts = new int[CalendarSystem.Iso.GetDaysInYear(key.Year) + 1];
        for (var (i, day) = (1, new LocalDate(key.Year, 1, 1)); i < counts.Length; i++, day = day.PlusDays(1))
        {
            counts[i] = counts[i - 1] + (IsWorkingDay(key.Country, day) ? 1 : 0);
        }

        return counts;
    });

    private static IEnumerable<LocalDate> Compute(string country, int year)
    {
        var easter = EasterSunday(year);
        LocalDate On(int month, int day) => new(year, month, day);

        // New Year, Easter Monday, Ascension, Whit Monday and Christmas are holidays in all five.
        IEnumerable<LocalDate> shared = [On(1, 1), easter, easter.PlusDays(1), easter.PlusDays(39), easter.PlusDays(49), easter.PlusDays(50), On(12, 25)];
        IEnumerable<LocalDate>? own = country switch
        {
            "BE" => [On(5, 1), On(7, 21), On(8, 15), On(11, 1), On(11, 11)],
            "NL" => [KingsDay(year), On(12, 26), .. year % 5 == 0 ? [On(5, 5)] : Array.Empty<LocalDate>()],
            "FR" => [On(5, 1), On(5, 8), On(7, 14), On(8, 15), On(11, 1), On(11, 11)],
            "LU" => [On(5, 1), On(5, 9), On(6, 23), On(8, 15), On(11, 1), On(12, 26)],
            "DE" => [easter.PlusDays(-2), On(5, 1), On(10, 3), On(12, 26)],
            _ => null,
        };
        return own is null ? [] : shared.Concat(own);
    }

    // 27 April, or 26 April when that is a Sunday.
    private static LocalDate KingsDay(int year) =>
        new LocalDate(year, 4, 27) is { DayOfWeek: IsoDayOfWeek.Sunday } sunday ? sunday.PlusDays(-1) : new LocalDate(year, 4, 27);
}
