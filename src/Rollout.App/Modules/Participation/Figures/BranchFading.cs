using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation.Figures;

/// <summary>Judges branches by their curves (<see cref="Fading"/>).</summary>
internal sealed class BranchFading
{
    private readonly FadingModel _model;
    private readonly Dictionary<BranchId, List<FadingWeek>> _weeks;
    private readonly LocalDate _newest;

    /// <param name="curves">All branches that are live, whoever looks.</param>
    public BranchFading(IReadOnlyList<BranchCurve> curves, LocalDate newest)
    {
        _newest = newest;
        _weeks = curves.Where(c => c.Points.Count > 0).ToDictionary(c => c.Branch, Weeks);
        _model = FadingModel.Of(_weeks.Values);
    }

    /// <summary>Null for a branch that is not live or not shown.</summary>
    public FadingOutlook? Of(BranchId branch) => _weeks.TryGetValue(branch, out var weeks) ? Fading.Judge(weeks, _model, _newest) : null;

    // Of several reports in a week the last counts.
    private static List<FadingWeek> Weeks(BranchCurve curve) =>
        [.. curve.Points.GroupBy(p => (int)p.Week).OrderBy(g => g.Key).Select(g => g.Last()).Select(p => new FadingWeek((int)p.Week, p.Day, p.Share.Count, p.Share.People, HolidaysUntil(curve.Calendar, p.Day)))];

    private static int HolidaysUntil(HolidayCalendar calendar, LocalDate day) =>
        Enumerable.Range(0, 7).Select(i => day.PlusDays(-i)).Count(d => d.DayOfWeek <= IsoDayOfWeek.Friday && calendar.IsPublicHoliday(d));
}
