using NodaTime;

namespace Rollout.Domain.Infosessions;

/// <summary>The moments of a series: a number of weeks, weekdays and hours.</summary>
/// <param name="From">The first day; weekdays before it in its week are skipped.</param>
/// <param name="Weeks">The number of calendar weeks, including that of <paramref name="From"/>.</param>
/// <param name="Hours">Local start times.</param>
public sealed record Series(LocalDate From, int Weeks, IReadOnlyCollection<IsoDayOfWeek> Days, IReadOnlyCollection<LocalTime> Hours)
{
    /// <summary>The maximum number of infosessions planned at once.</summary>
    public const int MaxItems = 100;

    /// <summary>Every moment, soonest first.</summary>
    public IEnumerable<LocalDateTime> Moments =>
        from date in Enumerable.Range(0, 7 * Math.Max(0, Weeks)).Select(Monday.PlusDays)
        where date >= From && Days.Contains(date.DayOfWeek)
        from hour in Hours.Distinct().Order()
        select date + hour;

    private LocalDate Monday => From.PlusDays(1 - (int)From.DayOfWeek);
}
