using NodaTime;
using Rollout.Domain.Branches;

namespace Rollout.Domain.Ambassadors;

/// <summary>
/// How an ambassador is doing against quota and window on a given day. Pure arithmetic on credits and working days, because quotas are not worked on during a Sunday or a
/// public holiday; the page, the board and the nudge all use it and therefore agree.
/// </summary>
/// <param name="DaysLeft">Calendar days from today to the last day of the window; 0 on the last day and after it.</param>
/// <param name="PerWeek">
/// Credits per five working days since the first day of the window. The first week counts as a whole one: one credit on the first day is not seven a week.
/// </param>
/// <param name="NeededPerWeek">Credits per week needed from today on to make the quota.</param>
/// <param name="ExpectedByNow">Whole credits there would be by now at a steady pace through the window.</param>
public sealed record Pace(int Quota, int Done, int DaysLeft, double PerWeek, double NeededPerWeek, int ExpectedByNow, PaceState State)
{
    private const int AWeek = 5;

    /// <summary>Credits still needed for the quota; never below 0.</summary>
    public int ToGo => Math.Max(0, Quota - Done);

    /// <param name="quota">At least 1.</param>
    /// <param name="until">After <paramref name="from"/>.</param>
    /// <param name="calendar">The working days of the branch.</param>
    public static Pace Of(int quota, int done, LocalDate from, LocalDate until, LocalDate today, HolidayCalendar calendar)
    {
        var after = until.PlusDays(1);
        var whole = Math.Max(1, calendar.WorkingDays(from, after));
        var passed = calendar.WorkingDays(from, today < after ? today : after);
        var left = calendar.WorkingDays(today > from ? today : from, after);
        var expected = (int)((long)quota * passed / whole);
        return new Pace(
            quota,
            done,
            Math.Max(0, Period.DaysBetween(today, until)),
            (double)AWeek * done / Math.Max(AWeek, passed),
            (double)AWeek * Math.Max(0, quota - done) / Math.Max(1, left),
            expected,
            done >= quota ? PaceState.Made
            : today < from ? PaceState.NotYet
            : today > until ? PaceState.Over
            : done >= expected ? PaceState.OnPace
            : PaceState.Behind);
    }
}

/// <summary>How a pace compares. Less than one colleague behind a steady pace is still on pace.</summary>
public enum PaceState
{
    NotYet,
    OnPace,
    Behind,
    Made,
    Over,
}
