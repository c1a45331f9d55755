using NodaTime;

namespace Rollout.App.Modules.Ambassadors.Contracts;

/// <summary>Credits week by week.</summary>
internal static class CreditWeeks
{
    private const int Weeks = 5;

    /// <summary>How many of the days lie in each of the last five weeks, from Monday to Sunday, the current week last.</summary>
    public static int[] Of(IEnumerable<LocalDate> days, LocalDate today)
    {
        var monday = today.Previous(IsoDayOfWeek.Sunday).PlusDays(1);
        var counts = new int[Weeks];
        foreach (var day in days)
        {
            var weeksAgo = Period.DaysBetween(day, monday.PlusDays(6)) / 7;
            if (weeksAgo is >= 0 and < Weeks)
            {
                counts[Weeks - 1 - weeksAgo]++;
            }
        }

        return counts;
    }
}
