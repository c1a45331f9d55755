namespace Rollout.Domain.Participation;

/// <summary>Where a figure of a branch will be if nothing changes; shares from 0 to 1.</summary>
/// <param name="Low">It will be lower in one of ten cases.</param>
/// <param name="High">It will be higher in one of ten cases.</param>
public sealed record BranchForecast(double Expected, double Low, double High);

/// <summary>
/// Forecasts branches some weeks ahead: the level of the last weeks, times what is left of the novelty then. How sure that is comes from how far the same forecast missed when it was made
/// in earlier weeks, over all branches: no assumption about chance is needed, and slow drift counts as what it is.
/// </summary>
public sealed class FadingForecast
{
    /// <summary>With fewer past forecasts none is made.</summary>
    public const int FewestLookedBackAt = 30;

    // One in ten on either side, and a little less: the decline was fitted to the weeks that are looked back at, so that they were missed by less than the next will be.
    private const double Outside = .09;

    // A forecast rests on so many weeks, without the first after go-live.
    private const int UnsteadyWeeks = 3;
    private const int WeeksOfLevel = 12;
    private const int FewestWeeksOfLevel = 6;

    private readonly FadingModel _model;
    private readonly int _ahead;
    private readonly List<double> _misses;

    /// <param name="branches">All branches, whatever the reader may see.</param>
    /// <param name="ahead">How many weeks ahead.</param>
    public FadingForecast(IReadOnlyCollection<IReadOnlyList<FadingWeek>> branches, FadingModel model, int ahead)
    {
        (_model, _ahead) = (model, ahead);
        _misses = [.. branches.SelectMany(Misses).Order()];
    }

    /// <summary>Null where there are too few weeks, of the branch or to look back at.</summary>
    public BranchForecast? Of(IReadOnlyList<FadingWeek> branch)
    {
        if (_misses.Count < FewestLookedBackAt || branch.Count == 0 || branch[^1].People < Fading.FewestPeople || Expected(branch, branch.Count) is not { } expected)
        {
            return null;
        }

        var deviation = _model.Deviation(branch[^1].People, expected);
        return new BranchForecast(expected, Math.Max(0, expected + (Quantile(Outside) * deviation)), Math.Min(1, expected + (Quantile(1 - Outside) * deviation)));
    }

    private double? Expected(IReadOnlyList<FadingWeek> branch, int known)
    {
        var weeks = branch.Take(known).Where(w => w is { HolidayDays: 0, Week: >= UnsteadyWeeks }).TakeLast(WeeksOfLevel).ToList();
        return weeks.Count < FewestWeeksOfLevel ? null : Math.Min(.95, weeks.Average(w => w.Share / _model.Novelty(w.Week)) * _model.Novelty(branch[known - 1].Week + _ahead));
    }

    /// <summary>By how many standard deviations forecasts of earlier weeks missed.</summary>
    private IEnumerable<double> Misses(IReadOnlyList<FadingWeek> branch)
    {
        for (var known = 1; known <= branch.Count; known++)
        {
            if (branch.FirstOrDefault(w => w.Week == branch[known - 1].Week + _ahead && w.HolidayDays == 0) is { } came && Expected(branch, known) is { } expected)
            {
                yield return (came.Share - expected) / _model.Deviation(came.People, expected);
            }
        }
    }

    // Of n misses the next is between two neighbours with a chance of 1 in n + 1 (conformal prediction: Vovk, Gammerman and Shafer, Springer 2005).
    private double Quantile(double share) => _misses[(int)Math.Clamp(Math.Round(share * (_misses.Count + 1)) - 1, 0, _misses.Count - 1)];
}
