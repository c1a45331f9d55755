using System.Globalization;
using NodaTime;
using NodaTime.Calendars;

namespace Rollout.App.Modules.Infosessions.Planner;

/// <summary>A week of the planner, Monday first.</summary>
public readonly record struct PlannerWeek(LocalDate Monday)
{
    /// <summary>The form used in addresses: "2026-48".</summary>
    public string Name => $"{WeekYearRules.Iso.GetWeekYear(Monday)}-{Number:00}";

    /// <summary>The week's number in its year (ISO 8601).</summary>
    public int Number => WeekYearRules.Iso.GetWeekOfWeekYear(Monday);

    public static PlannerWeek Of(LocalDate date) => new(date.PlusDays(1 - (int)date.DayOfWeek));

    public PlannerWeek Later(int weeks) => new(Monday.PlusWeeks(weeks));

    /// <summary>Parses <see cref="Name"/>; null when it is not a week.</summary>
    public static PlannerWeek? Parse(string? name)
    {
        var parts = (name ?? "").Split('-');
        return parts.Length == 2 && int.TryParse(parts[0], CultureInfo.InvariantCulture, out var year) && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var week)
            && year is >= 2000 and <= 2200 && week >= 1 && week <= WeekYearRules.Iso.GetWeeksInWeekYear(year)
            ? new PlannerWeek(WeekYearRules.Iso.GetLocalDate(year, week, IsoDayOfWeek.Monday))
            : null;
    }
}
