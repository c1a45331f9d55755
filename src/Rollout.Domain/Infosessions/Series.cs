using NodaTime;

namespace Rollout.Domain.Infosessions;

/// <summary>The moments of a series: so many weeks, on these weekdays, at these hours.</summary>
/// <param name="From">The first day; earlier weekdays of its week are left out.</param>
/// <param name="Weeks">How many calendar weeks, that of <paramref name="From"/> included.</param>
/// <param name="Days">On which weekdays.</param>
/// <param name="Hours">At which local times.</param>
public sealed record Series(LocalDate From, int Weeks, IReadOnlyCollection<IsoDayOfWeek> Days, IReadOnlyCollection<LocalTime> Hours)
{
    /// <summary>The most infosessions that are planned at once.</summary>
    public const int MaxItems = 100;

    /// <summary>Every moment, soonest first.</summary>
    public IEnumerable<LocalDateTime> Moments =>
        from date in Enumerable.Range(0, 7 * Math.Max(0, Weeks)).Select(Monday.PlusDays)
        where date >= From && Days.Contains(date.DayOfWeek)
        from hour in Hours.Distinct().Order()
        select date + hour;

    private LocalDate Monday => From.PlusDays(1 - (int)From.DayOfWeek);
}
