using NodaTime;

namespace Rollout.Domain.Participation;

/// <summary>How the habits of colleagues differ in a simulated branch.</summary>
public enum SimulatedHabits
{
    /// <summary>Some are there nearly every week, some nearly never, and most lie between.</summary>
    Spread,

    /// <summary>Regulars and the rest, and hardly anyone between.</summary>
    TwoGroups,

    /// <summary>Spread evenly around the middle on the logistic scale.</summary>
    Bell,
}

/// <summary>What simulated companies say about <see cref="Fading"/> and <see cref="FadingForecast"/>; the figures of docs/fading.md come from here.</summary>
/// <param name="FalseAlarms">The share of branches that get an alarm in a year although nothing is wrong.</param>
/// <param name="FoundInTwoWeeks">The share of sudden falls of 30% that are noticed within two weeks.</param>
/// <param name="FoundInEightWeeks">The share of slow falls of 3% a week that are noticed within eight weeks.</param>
/// <param name="AlarmsByGap">The share of branches that get an alarm while five weeks of reports are missing, or in the two reports after them.</param>
/// <param name="CoveredInFour">The share of branches inside the 80% interval forecast four weeks earlier.</param>
/// <param name="CoveredInTwelve">The same for twelve weeks.</param>
/// <param name="Falls">How many falls of each kind were simulated.</param>
public sealed record FadingSimulation(
    int Branches, int Companies, double FalseAlarms, double FoundInTwoWeeks, double FoundInEightWeeks, double AlarmsByGap, double CoveredInFour, double CoveredInTwelve, int Falls)
{
    private const int Year = 52;
    private const int FallsIn = 24;
    private const int GapFrom = 30;
    private const int GapUntil = 35;
    private const int ForecastIn = 34;

    private static readonly LocalDate GoLive = new(2026, 1, 5);

    /// <param name="people">How many people work in each branch.</param>
    /// <param name="companies">How many companies are simulated.</param>
    /// <param name="fallsEach">How many falls of each kind are put into each company, one after the other.</param>
    public static FadingSimulation Run(int branches, int people, int companies, int fallsEach, SimulatedHabits habits, Random dice)
    {
        var (alarms, two, eight, gaps, four, twelve) = (0, 0, 0, 0, 0, 0);
        for (var i = 0; i < companies; i++)
        {
            var all = Enumerable.Range(0, branches).Select(_ => Branch(people, habits, dice, _ => 1)).ToList();
            alarms += Alarms(all, Fading.FewestWeeks, Year).Count;
            gaps += Alarms(all.ConvertAll(branch => branch.Where(w => w.Week is < GapFrom or >= GapUntil).ToList()), GapFrom, GapUntil + 2).Except(Alarms(all.ConvertAll(b => b.Where(w => w.Week < GapFrom).ToList()), GapFrom - 1, GapFrom)).Count();
            (four, twelve) = (four + Covered(all, 4), twelve + Covered(all, 12));
            for (var fall = 0; fall < fallsEach; fall++)
            {
                var (sudden, slow) = (Branch(people, habits, dice, week => week < FallsIn ? 1 : .7), Branch(people, habits, dice, week => week < FallsIn ? 1 : Math.Pow(.97, week - FallsIn + 1)));
                two += Alarms([sudden, .. all.Skip(1)], FallsIn, FallsIn + 2).Contains(0) ? 1 : 0;
                eight += Alarms([slow, .. all.Skip(1)], FallsIn, FallsIn + 8).Contains(0) ? 1 : 0;
            }
        }

        var (each, falls) = ((double)companies * branches, companies * fallsEach);
        return new FadingSimulation(branches, companies, alarms / each, (double)two / falls, (double)eight / falls, gaps / each, four / each, twelve / each, falls);
    }

    /// <summary>The branches that get an alarm in these weeks, each week with what was known then.</summary>
    private static HashSet<int> Alarms(List<List<FadingWeek>> all, int from, int until)
    {
        var found = new HashSet<int>();
        for (var week = from; week < until; week++)
        {
            var known = Known(all, week);
            var model = FadingModel.Of(known);
            found.UnionWith(Enumerable.Range(0, all.Count).Where(i => Fading.Judge(known[i], model, GoLive.PlusWeeks(week)).Verdict == FadingVerdict.FallsBehind));
        }

        return found;
    }

    private static int Covered(List<List<FadingWeek>> all, int ahead)
    {
        var known = Known(all, ForecastIn);
        var forecast = new FadingForecast(known, FadingModel.Of(known), ahead);
        return Enumerable.Range(0, all.Count).Count(i => forecast.Of(known[i]) is { } it && all[i].Single(w => w.Week == ForecastIn + ahead).Share is var came && came >= it.Low && came <= it.High);
    }

    private static List<List<FadingWeek>> Known(List<List<FadingWeek>> all, int week) => all.ConvertAll(branch => branch.TakeWhile(w => w.Week <= week).ToList());

    // Levels differ; novelty wears off; weeks go up and down a little together.
    private static List<FadingWeek> Branch(int people, SimulatedHabits habits, Random dice, Func<int, double> change)
    {
        var (level, swing) = (.2 + (.25 * dice.NextDouble()), 0.0);
        var all = Enumerable.Range(0, people).Select(_ => Habit(habits, level, dice)).ToList();
        return [.. Enumerable.Range(0, Year).Select(week =>
        {
            swing = (.3 * swing) + (.02 * Normal(dice));
            var factor = (1 + (.6 * Math.Exp(-week / 4.0))) * change(week) * (1 + swing);
            return new FadingWeek(week, GoLive.PlusWeeks(week), all.Count(habit => dice.NextDouble() < Math.Min(.98, habit * factor)), people);
        })];
    }

    /// <summary>The chance that a colleague is active in a usual week; on average <paramref name="level"/>.</summary>
    private static double Habit(SimulatedHabits habits, double level, Random dice) => habits switch
    {
        SimulatedHabits.TwoGroups => dice.NextDouble() < (level - .08) / .77 ? .75 + (.2 * dice.NextDouble()) : .16 * dice.NextDouble(),
        SimulatedHabits.Bell => 1 / (1 + Math.Exp(-((1.25 * Math.Log(level / (1 - level))) + (1.5 * Normal(dice))))),
        _ => Math.Pow(dice.NextDouble(), (1 - level) / level),
    };

    private static double Normal(Random dice) => Math.Sqrt(-2 * Math.Log(1 - dice.NextDouble())) * Math.Cos(2 * Math.PI * dice.NextDouble());
}
