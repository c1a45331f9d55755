using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Attendance;

/// <summary>The orders of a table of attendance.</summary>
public enum FigureOrder
{
    /// <summary>The lowest show-rate first: where something can be done.</summary>
    Rate,
    Group,
    Came,
    NoShows,
}

internal static class FigureOrders
{
    public static IEnumerable<AttendanceGroup> In(this IReadOnlyList<AttendanceGroup> groups, FigureOrder order) => order switch
    {
        FigureOrder.Came => groups.OrderByDescending(g => g.Came),
        FigureOrder.NoShows => groups.OrderByDescending(g => g.NoShows),
        FigureOrder.Group => groups,
        _ => groups.OrderBy(g => g.ShowRate ?? double.MaxValue),
    };
}
