using System.Globalization;
using NodaTime;

namespace Rollout.App.Shared.Components.Charts;

/// <summary>What charts drawn on the server share: places from 0 to 1000 across and 0 to 100 down, which the browser stretches, and places in percent for what must keep its size.</summary>
internal static class Plot
{
    public const double Wide = 1000;
    public const double High = 100;

    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    public static string Percent(double share) => Number(100 * share) + "%";

    /// <summary>The position of a day between two others, from 0 to 1.</summary>
    public static double At(LocalDate day, LocalDate from, LocalDate until) =>
        Math.Clamp((double)Period.DaysBetween(from, day) / Math.Max(1, Period.DaysBetween(from, until)), 0, 1);

    /// <summary>The distance of a value from the top, from 0 to 1.</summary>
    public static double Down(double value, double top) => 1 - (top <= 0 ? 0 : Math.Clamp(value / top, 0, 1));

    /// <summary>A line that rises by one on each of the days and is level in between.</summary>
    public static string Steps(IReadOnlyList<LocalDate> days, LocalDate from, LocalDate until, LocalDate end, double top)
    {
        var line = $"M0 {Y(days.Count(d => d <= from))}";
        foreach (var day in days.Where(d => d > from && d <= end).Distinct())
        {
            line += $"H{X(day)}V{Y(days.Count(d => d <= day))}";
        }

        return line + $"H{X(end)}";

        string X(LocalDate day) => Number(Wide * At(day, from, until));
        string Y(int count) => Number(High * Down(count, top));
    }
}
