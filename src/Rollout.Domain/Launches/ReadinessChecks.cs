using NodaTime;

namespace Rollout.Domain.Launches;

/// <summary>The checks of one launch taken together.</summary>
internal static class ReadinessChecks
{
    /// <summary>Adds the checks of a checklist in its order. None is overdue on the day it is planned.</summary>
    public static void AddPlanned(this List<ReadinessCheck> checks, LaunchId launch, IReadOnlyList<PlannedCheck> planned, LocalDate goLive, LocalDate today)
    {
        foreach (var check in planned)
        {
            checks.Add(ReadinessCheck.From(launch, check, LocalDate.Max(goLive.PlusDays(-check.DaysBefore), today), checks.NextPosition()));
        }
    }

    public static int NextPosition(this List<ReadinessCheck> checks) => checks.Count == 0 ? 1 : checks.Max(c => c.Position) + 1;

    /// <summary>Whether a "go" is possible: every check that must be done is done.</summary>
    public static bool AllowGo(this IReadOnlyList<ReadinessCheck> checks) => checks.All(c => c.Done || c.Weight == CheckWeight.Should);

    /// <summary>Whether the readings differ from what the measured checks last recorded.</summary>
    public static bool Differ(this List<ReadinessCheck> checks, IReadOnlyDictionary<Measure, Reading> seen) =>
        checks.Exists(c => c.Measure is { } measure && c.Differs(seen[measure]));

    public static void RecordReadings(this List<ReadinessCheck> checks, IReadOnlyDictionary<Measure, Reading> seen, Instant now)
    {
        foreach (var check in checks)
        {
            if (check.Measure is { } measure)
            {
                check.RecordReading(seen[measure], now);
            }
        }
    }
}
