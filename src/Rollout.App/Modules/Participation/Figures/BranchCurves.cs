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
/// <param name="Marks">What was done in the branch since, oldest first.</param>
public sealed record BranchCurve(
    BranchId Branch, string Code, string Name, HolidayCalendar Calendar, LocalDate? LiveOn, bool IsShown, IReadOnlyList<CurvePoint> Points, IReadOnlyList<(double Week, double Share)> Middle, IReadOnlyList<CurveEvent> Marks)
{
    /// <summary>What is concluded from the curve; null for a branch that is not live or not shown.</summary>
    public FadingOutlook? Outlook { get; init; }

    /// <summary>Where it will be after each of <see cref="BranchFading.Ahead"/> weeks; null where it is too early to say. Empty for a branch that is not live or not shown.</summary>
    public IReadOnlyList<BranchForecast?> Forecasts { get; init; } = [];

    /// <summary>The change in points over the last four weeks; null when it is not known.</summary>
    public int? Change => Points.Count > 0 && Points.LastOrDefault(p => p.Week <= Points[^1].Week - 4) is { } before ? Points[^1].Share.Percent - before.Share.Percent : null;
}

/// <summary>What can be marked on a curve.</summary>
public enum CurveEventKind
{
    Infosession,
    KickOff,

    /// <summary>Other branches went live.</summary>
    Wave,

    /// <summary>Nudges to five people of the branch or more.</summary>
    Nudge,
}

/// <summary>Something that was done in a branch.</summary>
/// <param name="Week">Weeks since the branch went live.</param>
public sealed record CurveEvent(CurveEventKind Kind, LocalDate Day, double Week);

/// <summary>Lays branches over each other by the weeks since their own go-live moment.</summary>
internal sealed class BranchCurves(ParticipationTable table, IReadOnlyDictionary<BranchId, LocalDate> live, ILookup<BranchId, (CurveEventKind Kind, LocalDate Day)> done)
{
    private const int FewestForMiddle = 3;

    private readonly Dictionary<Figure, IReadOnlyList<(double, double)>> _middles = [];

    public BranchCurve Of(Branch branch, Figure figure)
    {
        var liveOn = live.TryGetValue(branch.Id, out var on) ? on : (LocalDate?)null;
        var shown = table.Shows(branch.Id);
        return new BranchCurve(
            branch.Id, branch.Code, branch.Name, Holidays.Of(branch.DaysOff), liveOn, shown, shown && liveOn is { } day ? Points(branch.Id, day, figure) : [], Middle(figure),
            liveOn is { } first ? Marks(branch.Id, first) : []);
    }

    // A kick-off may be some days before the moment: it is drawn at the beginning of the curve.
    private List<CurveEvent> Marks(BranchId branch, LocalDate liveOn) =>
    [
        .. done[branch].Concat(live.Where(l => l.Key != branch && l.Value > liveOn).Select(l => (Kind: CurveEventKind.Wave, Day: l.Value))).Distinct()
            .Where(m => m.Day <= table.Day && (m.Day >= liveOn || m.Kind == CurveEventKind.KickOff)).Select(m => new CurveEvent(m.Kind, m.Day, Math.Max(0, WeeksBetween(liveOn, m.Day)))).OrderBy(m => m.Day).ThenBy(m => m.Kind),
    ];

    /// <summary>What was counted in a branch, for conclusions: never for a page.</summary>
    public List<CurvePoint> Counted(BranchId branch, LocalDate liveOn, Figure figure) => Points(branch, liveOn, (day, only) => table.Counted(figure, day, only));

    private List<CurvePoint> Points(BranchId branch, LocalDate liveOn, Figure figure) => Points(branch, liveOn, (day, only) => table.Share(figure, day, only));

    private List<CurvePoint> Points(BranchId branch, LocalDate liveOn, Func<LocalDate, HashSet<BranchId>, GroupShare?> share)
    {
        var only = new HashSet<BranchId> { branch };
        return [.. table.Days.Where(day => day >= liveOn).Select(day => (day, Share: share(day, only))).Where(p => p.Share is not null).Select(p => new CurvePoint(p.day, WeeksBetween(liveOn, p.day), p.Share!.Value))];
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
