using NodaTime;

namespace Rollout.Domain.Participation;

/// <summary>What simulated companies say about <see cref="Fading"/>; the figures of docs/fading.md come from here.</summary>
/// <param name="FalseAlarms">The share of branches that get an alarm in a year although nothing is wrong.</param>
/// <param name="FoundInTwoWeeks">The share of sudden falls of 30% that are noticed within two weeks.</param>
/// <param name="FoundInEightWeeks">The share of slow falls of 3% a week that are noticed within eight weeks.</param>
/// <param name="AlarmsByGap">The share of branches that get an alarm in the weeks around five weeks without reports.</param>
public sealed record FadingSimulation(int Branches, int Companies, double FalseAlarms, double FoundInTwoWeeks, double FoundInEightWeeks, double AlarmsByGap)
{
    private const int Year = 52;
    private const int FallsIn = 24;

    private static readonly LocalDate GoLive = new(2026, 1, 5);

    /// <param name="people">How many people work in each branch.</param>
    /// <param name="companies">How many companies are simulated.</param>
    public static FadingSimulation Run(int branches, int people, int companies, Random dice)
    {
        var (alarms, two, eight, gaps) = (0, 0, 0, 0);
        for (var i = 0; i < companies; i++)
        {
            var all = Enumerable.Range(0, branches).Select(_ => Branch(people, dice, _ => 1)).ToList();
            var (sudden, slow) = (Branch(people, dice, week => week < FallsIn ? 1 : .7), Branch(people, dice, week => week < FallsIn ? 1 : Math.Pow(.97, week - FallsIn + 1)));
            var holed = all.ConvertAll(branch => branch.Where(w => w.Week is < 30 or > 34).ToList());
            alarms += Alarms(all, Fading.FewestWeeks, Year).Count;
            gaps += Alarms(holed, 30, 40).Except(Alarms(all, 30, 40)).Count();
            two += Alarms([sudden, .. all.Skip(1)], FallsIn, FallsIn + 2).Contains(0) ? 1 : 0;
            eight += Alarms([slow, .. all.Skip(1)], FallsIn, FallsIn + 8).Contains(0) ? 1 : 0;
        }

        return new FadingSimulation(branches, companies, (double)alarms / (companies * branches), (double)two / companies, (double)eight / companies, (double)gaps / (companies * branches));
    }

    /// <summary>The branches that get an alarm in these weeks, each week with what was known then.</summary>
    private static HashSet<int> Alarms(List<List<FadingWeek>> all, int from, int until)
    {
        var found = new HashSet<int>();
        for (var week = from; week < until; week++)
        {
            var known = all.ConvertAll(branch => branch.TakeWhile(w => w.Week <= week).ToList());
            var model = FadingModel.Of(known);
            found.UnionWith(Enumerable.Range(0, all.Count).Where(i => Fading.Judge(known[i], model, GoLive.PlusWeeks(week)).Verdict == FadingVerdict.FallsBehind));
        }

        return found;
    }

    // Levels differ; some colleagues are there nearly always and some nearly never; novelty wears off; weeks go up and down a little together.
    private static List<FadingWeek> Branch(int people, Random dice, Func<int, double> change)
    {
        var (level, swing) = (.2 + (.25 * dice.NextDouble()), 0.0);
        var habits = Enumerable.Range(0, people).Select(_ => Math.Pow(dice.NextDouble(), (1 - level) / level)).ToList();
        return [.. Enumerable.Range(0, Year).Select(week =>
        {
            swing = (.3 * swing) + (.02 * Normal(dice));
            var factor = (1 + (.6 * Math.Exp(-week / 4.0))) * change(week) * (1 + swing);
            return new FadingWeek(week, GoLive.PlusWeeks(week), habits.Count(habit => dice.NextDouble() < Math.Min(.98, habit * factor)), people);
        })];
    }

    private static double Normal(Random dice) => Math.Sqrt(-2 * Math.Log(1 - dice.NextDouble())) * Math.Cos(2 * Math.PI * dice.NextDouble());
}
