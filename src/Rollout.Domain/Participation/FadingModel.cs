using NodaTime;

namespace Rollout.Domain.Participation;

/// <summary>
/// What all branches have in common: by how much a figure is higher in the first weeks after go-live, in which weeks it is higher or lower everywhere, and how much weeks differ
/// beyond that. Colleagues have habits, so a share moves less from week to week than the toss of a coin for each would; how much less is measured.
/// </summary>
public sealed class FadingModel
{
    // After so many weeks about a third of the novelty is left.
    private const double NoveltyWeeks = 4;

    // A common move is taken for one when the middle of all branches is further off than this many of its own standard errors.
    private const double CommonMove = 3;

    private readonly double _novelty;
    private readonly double _dispersion;
    private readonly Dictionary<LocalDate, double> _shocks = [];

    private FadingModel(IReadOnlyList<IReadOnlyList<FadingWeek>> branches)
    {
        // The first weeks follow no curve that goes on: regulars cannot come more than always.
        var steady = branches.Select(b => (IReadOnlyList<FadingWeek>)[.. b.Where(w => w.Week >= Fading.UnsteadyWeeks)]).Where(b => b.Count >= 4).ToList();
        var fitted = steady.Count > 0 ? steady : branches;
        _novelty = branches.Count == 0 ? 0 : Enumerable.Range(0, 31).Select(i => i * .05).MinBy(a => Misfit(fitted, a));
        var scores = branches.SelectMany(Scores).ToList();
        var sizes = Distances(scores).Order().ToList();
        // The size that nine of ten stay under is 1.645 where chance alone is at work.
        _dispersion = sizes.Count == 0 ? 1 : Math.Max(.3, sizes[(int)(.9 * (sizes.Count - 1))] / 1.645);
        foreach (var day in scores.GroupBy(s => s.Day).Where(g => g.Count() >= 3))
        {
            var middle = day.Select(s => s.Score).Order().ElementAt(day.Count() / 2);
            if (Math.Abs(middle) > CommonMove * 1.25 * _dispersion / Math.Sqrt(day.Count()))
            {
                _shocks[day.Key] = middle / _dispersion;
            }
        }
    }

    /// <summary>Pools branches. Weeks with public holidays do not count.</summary>
    public static FadingModel Of(IEnumerable<IReadOnlyList<FadingWeek>> branches) =>
        new([.. branches.Select(b => (IReadOnlyList<FadingWeek>)[.. b.Where(w => w is { HolidayDays: 0, People: > 0 })]).Where(b => b.Count >= 4)]);

    /// <summary>How high a week after go-live is beside the level in the long run.</summary>
    public double Novelty(int week) => 1 + (_novelty * Math.Exp(-week / NoveltyWeeks));

    /// <summary>By how many standard deviations all branches are off on a day; 0 when they are not.</summary>
    public double Shock(LocalDate day) => _shocks.GetValueOrDefault(day);

    /// <summary>The standard deviation of a week's share.</summary>
    public double Deviation(int people, double share) => _dispersion * Binomial(people, share);

    // The squared relative distance to the best level for each branch.
    private static double Misfit(IReadOnlyList<IReadOnlyList<FadingWeek>> branches, double novelty) => branches.Sum(branch =>
    {
        var factors = branch.Select(w => 1 + (novelty * Math.Exp(-w.Week / NoveltyWeeks))).ToList();
        var level = branch.Zip(factors, (w, f) => w.Share * f).Sum() / factors.Sum(f => f * f);
        return branch.Zip(factors, (w, f) => Math.Pow(w.Share - (level * f), 2)).Sum() / Math.Max(1e-6, level * level);
    });

    /// <summary>How far branches are from the middle branch of the day: what all have in common is no chance.</summary>
    private static IEnumerable<double> Distances(IEnumerable<(LocalDate Day, double Score)> scores) => scores.GroupBy(s => s.Day).SelectMany(day =>
    {
        var sorted = day.Select(s => s.Score).Order().ToList();
        var (count, middle) = (sorted.Count, sorted[sorted.Count / 2]);
        return count < 3 ? sorted.Select(Math.Abs) : sorted.Where(s => s != middle).Select(s => Math.Abs(s - middle) / Math.Sqrt(1 + (1.57 / count)));
    });

    private IEnumerable<(LocalDate Day, double Score)> Scores(IReadOnlyList<FadingWeek> branch)
    {
        var level = branch.Select(w => w.Share / Novelty(w.Week)).Order().ElementAt(branch.Count / 2);
        return branch.Select(w => (w.Day, (w.Share - Math.Min(.95, level * Novelty(w.Week))) / Binomial(w.People, Math.Min(.95, level * Novelty(w.Week)))));
    }

    private static double Binomial(int people, double share)
    {
        var within = Math.Clamp(share, .02, .98);
        return Math.Sqrt(within * (1 - within) / people);
    }
}
