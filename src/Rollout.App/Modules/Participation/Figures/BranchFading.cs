using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation.Figures;

/// <summary>Judges branches by their curves (<see cref="Fading"/>).</summary>
internal sealed class BranchFading
{
    /// <summary>How many weeks ahead is looked.</summary>
    public static readonly IReadOnlyList<int> Ahead = [4, 12];

    private readonly FadingModel _model;
    private readonly List<FadingForecast> _forecasts;
    private readonly Dictionary<BranchId, List<FadingWeek>> _weeks;
    private readonly LocalDate _newest;

    /// <param name="curves">All branches that are live, whatever the reader may see, with what was counted there.</param>
    public BranchFading(IReadOnlyList<(BranchCurve Branch, List<CurvePoint> Counted)> curves, LocalDate newest)
    {
        _newest = newest;
        _weeks = curves.Where(c => c.Counted.Count > 0).ToDictionary(c => c.Branch.Branch, c => Weeks(c.Branch.Calendar, c.Counted));
        _model = FadingModel.Of(_weeks.Values);
        _forecasts = [.. Ahead.Select(weeks => new FadingForecast(_weeks.Values, _model, weeks))];
    }

    /// <summary>Null for a branch that is not live or not shown.</summary>
    private FadingOutlook? Of(BranchId branch) => _weeks.TryGetValue(branch, out var weeks) ? Fading.Judge(weeks, _model, _newest) : null;

    /// <summary>The curve with what is concluded from it.</summary>
    public BranchCurve Judged(BranchCurve curve) => curve with
    {
        Outlook = Of(curve.Branch),
        Forecasts = _weeks.TryGetValue(curve.Branch, out var weeks) ? [.. _forecasts.Select(f => f.Of(weeks))] : [],
    };

    // Of several reports in a week the last counts.
    private static List<FadingWeek> Weeks(HolidayCalendar calendar, List<CurvePoint> counted) =>
        [.. counted.GroupBy(p => (int)p.Week).OrderBy(g => g.Key).Select(g => g.Last()).Select(p => new FadingWeek((int)p.Week, p.Day, p.Share.Count, p.Share.People, DaysAway(calendar, p.Day)))];

    // On school holidays many are away: a day of them counts like a public holiday.
    private static int DaysAway(HolidayCalendar calendar, LocalDate day) =>
        Enumerable.Range(0, 7).Select(i => day.PlusDays(-i)).Count(d => d.DayOfWeek <= IsoDayOfWeek.Friday && (!calendar.IsWorkingDay(d) || calendar.SchoolHolidays(d) is not null));
}
