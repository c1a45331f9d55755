using System.Globalization;
using Rollout.Domain.Participation;

namespace Rollout.App.Hosting;

/// <summary>Prints what simulated companies say about the alarms, as the table of docs/fading.md.</summary>
internal static class FadingTrial
{
    // Not the one the thresholds were chosen with.
    private const int Seed = 2027;

    private static readonly (SimulatedHabits Habits, int People, int Branches)[] Companies =
    [
        (SimulatedHabits.Spread, 120, 8), (SimulatedHabits.Spread, 120, 30), (SimulatedHabits.Spread, 120, 150), (SimulatedHabits.TwoGroups, 120, 8), (SimulatedHabits.TwoGroups, 120, 30),
        (SimulatedHabits.Bell, 120, 8), (SimulatedHabits.Bell, 120, 30), (SimulatedHabits.TwoGroups, 150, 8), (SimulatedHabits.Spread, 250, 8), (SimulatedHabits.Bell, 300, 8),
    ];

    public static async Task<int> RunAsync(TextWriter output, int companies)
    {
        await output.WriteLineAsync("| habits | people | branches | companies | false alarms per branch and year | 30% fall found in two weeks | 3% a week found in eight weeks | alarms by a gap | 80% forecasts right after 4 and 12 weeks |\n|---|---|---|---|---|---|---|---|---|");
        foreach (var (habits, people, branches) in Companies)
        {
            // A simulation is the same each time; its random numbers protect no secrets.
#pragma warning disable CA5394
            var it = FadingSimulation.Run(branches, people, Math.Max(2, companies * 8 / branches), FallsEach(branches), habits, new Random(Seed));
#pragma warning restore CA5394
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| {habits} | {people} | {it.Branches} | {it.Companies} | {it.FalseAlarms:P1} | {it.FoundInTwoWeeks:P0} of {it.Falls} | {it.FoundInEightWeeks:P0} of {it.Falls} | {it.AlarmsByGap:P1} | {it.CoveredInFour:P0}, {it.CoveredInTwelve:P0} |"));
        }

        return 0;
    }

    // In a large company one branch that falls changes nothing for the others, so that many can be tried in it.
    private static int FallsEach(int branches) => Math.Max(2, branches / 2);
}
