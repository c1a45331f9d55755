using NodaTime;
using Rollout.Domain.Branches;

namespace Rollout.Domain.Ambassadors;

/// <summary>
/// How an ambassador stands against their quota and window on a day: what is done, what it took, and what it takes from here. Pure arithmetic of
/// credits and working days, since nobody is asked for a colleague on a Sunday or a public holiday; so the page, the board and the nudge say the same.
/// </summary>
/// <param name="Quota">Colleagues to onboard.</param>
/// <param name="Done">Credits so far.</param>
/// <param name="DaysLeft">Days of the calendar from today to the last day of the window; 0 on the last day and after it.</param>
/// <param name="PerWeek">Credits in a week of five working days since the first day of the window. The first week counts as a whole one: one credit on the first day is not seven a week.</param>
/// <param name="NeededPerWeek">Credits a week from today on that still make the quota.</param>
/// <param name="ExpectedByNow">Whole credits there would be by now at a steady pace through the window.</param>
/// <param name="State">The answer in a word.</param>
public sealed record Pace(int Quota, int Done, int DaysLeft, double PerWeek, double NeededPerWeek, int ExpectedByNow, PaceState State)
{
    private const int AWeek = 5;

    /// <summary>Credits that still make the quota; never under 0.</summary>
    public int ToGo => Math.Max(0, Quota - Done);

    /// <param name="quota">Colleagues to onboard, at least 1.</param>
    /// <param name="done">Credits so far.</param>
    /// <param name="from">First day of the window.</param>
    /// <param name="until">Last day of the window, after <paramref name="from"/>.</param>
    /// <param name="today">The day on the branch's calendar.</param>
    /// <param name="country">Of the branch: its public holidays.</param>
    public static Pace Of(int quota, int done, LocalDate from, LocalDate until, LocalDate today, string country)
    {
        var after = until.PlusDays(1);
        var whole = Math.Max(1, PublicHolidays.WorkingDays(country, from, after));
        var passed = PublicHolidays.WorkingDays(country, from, today < after ? today : after);
        var left = PublicHolidays.WorkingDays(country, today > from ? today : from, after);
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

/// <summary>An ambassador's pace in a word. Under one colleague short of a steady pace is still on pace.</summary>
public enum PaceState
{
    NotYet,
    OnPace,
    Behind,
    Made,
    Over,
}
