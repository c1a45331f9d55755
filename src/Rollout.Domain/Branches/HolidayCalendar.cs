using NodaTime;

namespace Rollout.Domain.Branches;

/// <summary>
/// The days on which a branch works: no weekend, no public holiday and none of its own closing days. School holidays are working days; they are known because
/// many people are away then.
/// </summary>
public sealed record HolidayCalendar(PublicHolidays PublicHolidays, IReadOnlyList<DaysOffPeriod> Periods)
{
    public bool IsPublicHoliday(LocalDate date) => PublicHolidays.Contain(date);

    public bool IsWorkingDay(LocalDate date) => PublicHolidays.IsWorkingDay(date) && !IsClosed(date);

    /// <summary>The school holidays that the date is in, or null.</summary>
    public DaysOffPeriod? SchoolHolidays(LocalDate date) => Periods.FirstOrDefault(p => p.Kind == DaysOffKind.SchoolHolidays && p.Contains(date));

    /// <summary>The last working day before the date.</summary>
    public LocalDate WorkingDayBefore(LocalDate date)
    {
        do
        {
            date = date.PlusDays(-1);
        }
        while (!IsWorkingDay(date));
        return date;
    }

    /// <summary>The first working day after the date.</summary>
    public LocalDate WorkingDayAfter(LocalDate date)
    {
        do
        {
            date = date.PlusDays(1);
        }
        while (!IsWorkingDay(date));
        return date;
    }

    /// <summary>
    /// The number of working days from <paramref name="from"/> (inclusive) to <paramref name="until"/> (exclusive); 0 when <paramref name="until"/> is not
    /// later.
    /// </summary>
    public int WorkingDays(LocalDate from, LocalDate until) =>
        PublicHolidays.WorkingDays(from, until) - Periods.Where(p => p.Kind == DaysOffKind.Closed)
            .SelectMany(p => p.Days).Distinct().Count(day => day >= from && day < until && PublicHolidays.IsWorkingDay(day));

    private bool IsClosed(LocalDate date) => Periods.Any(p => p.Kind == DaysOffKind.Closed && p.Contains(date));
}
