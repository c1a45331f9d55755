using System.Collections.Concurrent;
using NodaTime;

namespace Rollout.Domain.Branches;

/// <summary>The public holidays of one country or region, and the working days they leave.</summary>
/// <param name="of">Computes the holidays of a year. Called once for each year.</param>
public sealed class PublicHolidays(Func<int, IEnumerable<LocalDate>> of)
{
    private readonly ConcurrentDictionary<int, IReadOnlySet<LocalDate>> _known = new();
    private readonly ConcurrentDictionary<int, int[]> _counted = new();

    /// <summary>The public holidays of a year.</summary>
    public IReadOnlySet<LocalDate> Of(int year) => _known.GetOrAdd(year, y => of(y).ToHashSet());

    public bool Contain(LocalDate date) => Of(date.Year).Contains(date);

    /// <summary>Whether the date is neither in a weekend nor a public holiday.</summary>
    public bool IsWorkingDay(LocalDate date) => date.DayOfWeek <= IsoDayOfWeek.Friday && !Contain(date);

    /// <summary>
    /// The number of working days from <paramref name="from"/> (inclusive) to <paramref name="until"/> (exclusive); 0 when <paramref name="until"/> is not
    /// later.
    /// </summary>
    public int WorkingDays(LocalDate from, LocalDate until) =>
        until <= from ? 0
        : from.Year == until.Year ? Before(until) - Before(from)
        : InYear(from.Year)[^1] - Before(from) + WorkingDays(new LocalDate(from.Year + 1, 1, 1), until);

    private int Before(LocalDate date) => InYear(date.Year)[date.DayOfYear - 1];

    // For each day of the year, the number of working days before it; the last element is the total of the year.
    private int[] InYear(int year) => _counted.GetOrAdd(year, key =>
    {
        var counts = new int[CalendarSystem.Iso.GetDaysInYear(key) + 1];
        for (var (i, day) = (1, new LocalDate(key, 1, 1)); i < counts.Length; i++, day = day.PlusDays(1))
        {
            counts[i] = counts[i - 1] + (IsWorkingDay(day) ? 1 : 0);
        }

        return counts;
    });
}
