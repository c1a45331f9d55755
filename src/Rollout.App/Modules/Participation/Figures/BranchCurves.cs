using NodaTime;
using Rollout.App.Shared;
using Rollout.Domain.Branches;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation.Figures;

/// <summary>A figure of a branch on one day.</summary>
/// <param name="Week">Weeks since the branch went live, from 0.</param>
public sealed record CurvePoint(LocalDate Day, double Week, GroupShare Share);

/// <summary>One figure of a branch since its own go-live moment.</summary>
/// <param name="LiveOn">Null while it is not live.</param>
/// <param name="IsShown">False for a branch that is too small, or would give away one that is.</param>
/// <param name="Middle">The middle branch in the same weeks after its own go-live moment, as far as at least three branches got there.</param>
/// <param name="Sessions">The weeks in which the branch had infosessions.</param>
public sealed record BranchCurve(
    BranchId Branch, string Code, string Name, HolidayCalendar Calendar, LocalDate? LiveOn, bool IsShown, IReadOnlyList<CurvePoint> Points, IReadOnlyList<(double Week, double Share)> Middle, IReadOnlyList<double> Sessions)
{
    /// <summary>What is concluded from the curve; null for a branch that is not live or not shown.</summary>
    public FadingOutlook? Outlook { get; init; }

    /// <summary>The change in points over the last four weeks; null when it is not known.</summary>
    public int? Change => Points.Count > 0 && Points.LastOrDefault(p => p.Week <= Points[^1].Week - 4) is { } before ? Points[^1].Share.Percent - before.Share.Percent : null;
}

/// <summary>Lays branches over each other by the weeks since their own go-live moment.</summary>
internal sealed class BranchCurves(ParticipationTable table, IReadOnlyDictionary<BranchId, LocalDate> live, ILookup<BranchId, LocalDate> sessions)
{
    private const int FewestForMiddle = 3;

    private readonly Dictionary<Figure, IReadOnlyList<(double, double)>> _middles = [];

    public BranchCurve Of(Branch branch, Figure figure)
    {
        var liveOn = live.TryGetValue(branch.Id, out var on) ? on : (LocalDate?)null;
        var shown = table.Shows(branch.Id);
        return new BranchCurve(
            branch.Id, branch.Code, branch.Name, Holidays.Of(branch.DaysOff), liveOn, shown, shown && liveOn is { } day ? Points(branch.Id, day, figure) : [], Middle(figure),
            liveOn is { } first ? [.. sessions[branch.Id].Where(s => s >= first && s <= table.Day).Select(s => WeeksBetween(first, s)).Order()] : []);
    }

    /// <summary>The points of a branch, whether it is shown or not.</summary>
    public List<CurvePoint> Points(BranchId branch, LocalDate liveOn, Figure figure)
    {
        var only = new HashSet<BranchId> { branch };
        return [.. table.Days.Where(day => day >= liveOn).Select(day => (day, Share: table.Share(figure, day, only))).Where(p => p.Share is not null).Select(p => new CurvePoint(p.day, WeeksBetween(liveOn, p.day), p.Share!.Value))];
    }

    private IReadOnlyList<(double Week, double Share)> Middle(Figure figure)
    {
        if (!_middles.TryGetValue(figure, out var middle))
        {
            var all = live.Where(l => table.Shows(l.Key)).SelectMany(l => Points(l.Key, l.Value, figure)).GroupBy(p => (int)p.Week).OrderBy(g => g.Key);
            middle = _middles[figure] = [.. all.Where(g => g.Count() >= FewestForMiddle).Select(g => ((double)g.Key, g.Select(p => p.Share.Value).Order().ElementAt(g.Count() / 2)))];
        }

        return middle;
    }

    private static double WeeksBetween(LocalDate from, LocalDate to) => Period.DaysBetween(from, to) / 7.0;
}
