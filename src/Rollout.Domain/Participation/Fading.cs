using NodaTime;

namespace Rollout.Domain.Participation;

/// <summary>A figure of a branch in one week since its own go-live moment.</summary>
/// <param name="Week">Whole weeks since go-live, from 0.</param>
/// <param name="Day">The day of the report.</param>
/// <param name="HolidayDays">Public holidays on working days in the week.</param>
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
/// downs that are pooled over all branches (<see cref="FadingModel"/>). An alarm is a mean of the last two or the last six weeks that is lower than chance allows; its
/// chance comes from how much weeks really differ, pooled too. How good it is: docs/fading.md.
/// </summary>
public static class Fading
{
    /// <summary>The recent weeks that are judged; the level comes from those before.</summary>
    public const int RecentWeeks = 6;

    /// <summary>With fewer weeks a branch has no level of its own yet.</summary>
    public const int FewestWeeks = 12;

    /// <summary>With fewer people chance moves a share more than anything else.</summary>
    public const int FewestPeople = 20;

    // The first weeks after go-live say little about the level.
    private const int UnsteadyWeeks = 3;

    // The level is the mean of at most so many weeks.
    private const int WeeksOfLevel = 30;

    // Standard scores of a mean of two and of six weeks below which it is an alarm: under one false alarm per branch in twenty years.
    private static readonly (int Weeks, double Alarm)[] Means = [(2, 3.9), (6, 3.6)];

    // The recent weeks lie within so many calendar weeks, or reports are missing.
    private const int RecentSpan = 9;

    /// <param name="branch">Its weeks, oldest first.</param>
    /// <param name="model">What is pooled over all branches.</param>
    /// <param name="newest">The day of the newest report of any branch.</param>
    public static FadingOutlook Judge(IReadOnlyList<FadingWeek> branch, FadingModel model, LocalDate newest)
    {
        if (branch.Count == 0 || branch[^1] is not { People: >= FewestPeople } last || branch.Count(w => w is { HolidayDays: 0, Week: >= UnsteadyWeeks }) < FewestWeeks)
        {
            return new FadingOutlook(FadingVerdict.TooFew, branch.Count == 0 ? 0 : branch[^1].Share);
        }

        var usual = branch.Where(w => w.HolidayDays == 0).ToList();
        var (recent, earlier) = (usual[^RecentWeeks..], usual[..^RecentWeeks].Where(w => w.Week >= UnsteadyWeeks).TakeLast(WeeksOfLevel).ToList());
        var level = earlier.Average(w => w.Share / model.Novelty(w.Week));
        var expected = Math.Min(.95, level * model.Novelty(last.Week));
        var width = 2.33 * model.Deviation(last.People, expected) * Math.Sqrt(1 + (1.0 / earlier.Count));
        var verdict = IsGap(recent, last, newest) ? FadingVerdict.Gap
            : IsAlarm(recent, earlier.Count, level, model) ? FadingVerdict.FallsBehind
            : last.Share >= expected - (width / 2) ? FadingVerdict.AsExpected
            : last.HolidayDays > 0 ? FadingVerdict.Holiday
            : model.Shock(last.Day) < 0 ? FadingVerdict.FallsEverywhere
            : FadingVerdict.AsExpected;
        return new FadingOutlook(verdict == FadingVerdict.AsExpected && WearsOff(branch, model) ? FadingVerdict.FallsEverywhere : verdict, last.Share, expected, Math.Max(0, expected - width), Math.Min(1, expected + width));
    }

    private static bool IsAlarm(List<FadingWeek> recent, int earlier, double level, FadingModel model)
    {
        var scores = recent.ConvertAll(w =>
        {
            var expected = Math.Min(.95, level * model.Novelty(w.Week));
            return ((w.Share - expected) / model.Deviation(w.People, expected)) - model.Shock(w.Day);
        });
        return Array.Exists(Means, m => scores.TakeLast(m.Weeks).Average() / Math.Sqrt((1.0 / m.Weeks) + (1.0 / earlier)) < -m.Alarm);
    }

    private static bool IsGap(List<FadingWeek> recent, FadingWeek last, LocalDate newest) =>
        Period.DaysBetween(last.Day, newest) > 10 || recent[^1].Week - recent[0].Week > RecentSpan || recent[^1].Week - recent[^2].Week > 2;

    private static bool WearsOff(IReadOnlyList<FadingWeek> branch, FadingModel model) =>
        branch.LastOrDefault(w => w.Week <= branch[^1].Week - 4) is { } before && branch[^1].Share < before.Share && model.Novelty(branch[^1].Week) < model.Novelty(before.Week) * .98;
}
