using NodaTime;

namespace Rollout.Domain.Participation;

/// <summary>A figure of a branch in one week since its own go-live moment.</summary>
/// <param name="Week">Whole weeks since go-live, from 0.</param>
/// <param name="Day">The day of the report.</param>
/// <param name="HolidayDays">Public holidays, closing days and school holidays from Monday to Friday in the week.</param>
public sealed record FadingWeek(int Week, LocalDate Day, int Count, int People, int HolidayDays = 0)
{
    public double Share => (double)Count / People;
}

/// <summary>What is concluded about a branch.</summary>
public enum FadingVerdict
{
    /// <summary>Where it was to be expected.</summary>
    AsExpected,

    /// <summary>It falls as branches do everywhere: novelty wears off, or it is the season.</summary>
    FallsEverywhere,

    /// <summary>It is lower than was to be expected of it, by more than chance.</summary>
    FallsBehind,

    /// <summary>It is low in a week with public holidays: nothing is concluded.</summary>
    Holiday,

    /// <summary>Reports are missing: nothing is concluded.</summary>
    Gap,

    /// <summary>Too few people or weeks to tell.</summary>
    TooFew,
}

/// <summary>The verdict on a branch, with what it rests on; shares from 0 to 1.</summary>
/// <param name="Now">The share in the last week.</param>
/// <param name="Expected">What was to be expected of it then; null when there is too little to expect anything.</param>
/// <param name="Low">The lower end of the band: by chance a week is lower in about one of a hundred.</param>
/// <param name="High">The upper end.</param>
public sealed record FadingOutlook(FadingVerdict Verdict, double Now, double? Expected = null, double Low = 0, double High = 0);

/// <summary>
/// Notices in time that a branch falls behind. What is to be expected is the branch's own level of earlier weeks, times the decline after go-live and the common ups and
/// downs that are pooled over all branches (<see cref="FadingModel"/>). An alarm is a mean that is lower than chance allows: of the last two weeks, for a sudden fall, or of the last
/// eight, in which later weeks weigh more, for a slow one. Its chance comes from how much weeks really differ, pooled too. How good it is: docs/fading.md.
/// </summary>
public static class Fading
{
    /// <summary>With fewer weeks a branch does not have its own level yet.</summary>
    public const int FewestWeeks = 12;

    /// <summary>With fewer people chance moves a share more than anything else.</summary>
    public const int FewestPeople = 20;

    // The first weeks after go-live say little about the level.
    internal const int UnsteadyWeeks = 6;

    // The level is the mean of at most so many weeks, and of at least a few.
    private const int WeeksOfLevel = 40;
    private const int FewestWeeksOfLevel = 4;

    private static readonly Test Sudden = new(2, 3.5, i => 1);

    // A fall by the same part each week is seen best with weights that grow like it.
    private static readonly Test Slow = new(8, 3.5, i => i + 1);

    // Recent weeks lie within this many calendar weeks more than there are.
    private const int WeeksBetween = 3;

    /// <param name="branch">Its weeks, oldest first.</param>
    /// <param name="model">What is pooled over all branches.</param>
    /// <param name="newest">The day of the newest report of any branch.</param>
    public static FadingOutlook Judge(IReadOnlyList<FadingWeek> branch, FadingModel model, LocalDate newest)
    {
        if (branch.Count == 0 || branch[^1] is not { People: >= FewestPeople } last || branch.Count(w => w is { HolidayDays: 0, Week: >= UnsteadyWeeks }) < FewestWeeks)
        {
            return new FadingOutlook(FadingVerdict.TooFew, branch.Count == 0 ? 0 : branch[^1].Share);
        }

        var usual = branch.Where(w => w is { HolidayDays: 0, Week: >= UnsteadyWeeks }).ToList();
        var (level, weeks) = LevelBefore(usual, Slow.Weeks, model) ?? LevelBefore(usual, Sudden.Weeks, model)!.Value;
        var expected = Math.Min(.95, level * model.Novelty(last.Week));
        var width = 2.33 * model.Deviation(last.People, expected) * Math.Sqrt(1 + (1.0 / weeks));
        var verdict = IsGap(branch, newest) ? FadingVerdict.Gap
            : IsAlarm(Sudden, usual, model) || IsAlarm(Slow, usual, model) ? FadingVerdict.FallsBehind
            : last.Share >= expected - (width / 2) ? FadingVerdict.AsExpected
            : last.HolidayDays > 0 ? FadingVerdict.Holiday
            : model.Shock(last.Day) < 0 ? FadingVerdict.FallsEverywhere
            : FadingVerdict.AsExpected;
        return new FadingOutlook(verdict == FadingVerdict.AsExpected && WearsOff(branch, model) ? FadingVerdict.FallsEverywhere : verdict, last.Share, expected, Math.Max(0, expected - width), Math.Min(1, expected + width));
    }

    /// <summary>The branch's level of the weeks before the last <paramref name="recent"/>; null when they are too few.</summary>
    private static (double Level, int Weeks)? LevelBefore(List<FadingWeek> usual, int recent, FadingModel model)
    {
        var earlier = usual.SkipLast(recent).TakeLast(WeeksOfLevel).ToList();
        return earlier.Count < FewestWeeksOfLevel ? null : (earlier.Average(w => w.Share / model.Novelty(w.Week)), earlier.Count);
    }

    private static bool IsAlarm(Test test, List<FadingWeek> usual, FadingModel model)
    {
        if (!AreTogether(usual, test.Weeks) || LevelBefore(usual, test.Weeks, model) is not { } earlier)
        {
            return false;
        }

        var (sum, all, squares) = (0.0, 0.0, 0.0);
        foreach (var (week, i) in usual.TakeLast(test.Weeks).Select((w, i) => (w, i)))
        {
            var expected = Math.Min(.95, earlier.Level * model.Novelty(week.Week));
            var (weight, score) = (test.Weight(i), ((week.Share - expected) / model.Deviation(week.People, expected)) - model.Shock(week.Day));
            (sum, all, squares) = (sum + (weight * score), all + weight, squares + (weight * weight));
        }

        return sum / Math.Sqrt(squares + (all * all / earlier.Weeks)) < -test.Alarm;
    }

    // Also the first report after missing ones: it may count differently.
    private static bool IsGap(IReadOnlyList<FadingWeek> branch, LocalDate newest) =>
        Period.DaysBetween(branch[^1].Day, newest) > 10 || branch[^1].Week - branch[^2].Week > 2 || branch[^2].Week - branch[^3].Week > 2;

    // Weeks that lie far apart, such as those around a long holiday, are no one story.
    private static bool AreTogether(List<FadingWeek> usual, int weeks) => usual.Count < weeks || usual[^1].Week - usual[^weeks].Week < weeks + WeeksBetween;

    private static bool WearsOff(IReadOnlyList<FadingWeek> branch, FadingModel model) =>
        branch.LastOrDefault(w => w.Week <= branch[^1].Week - 4) is { } before && branch[^1].Share < before.Share && model.Novelty(branch[^1].Week) < model.Novelty(before.Week) * .98;

    /// <summary>A weighted mean of recent weeks, and the standard score below which it is an alarm.</summary>
    /// <param name="Weight">Of a week by its place, the oldest first.</param>
    private sealed record Test(int Weeks, double Alarm, Func<int, double> Weight);
}
