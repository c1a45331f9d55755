using System.Globalization;
using Rollout.Domain.Participation;

namespace Rollout.App.Hosting;

/// <summary>Prints what simulated companies say about the alarms, as the table of docs/fading.md.</summary>
internal static class FadingTrial
{
    private const int PeopleInBranch = 120;

    public static async Task<int> RunAsync(TextWriter output, int companies)
    {
        await output.WriteLineAsync("| branches | companies | false alarms per branch and year | 30% fall found in two weeks | 3% a week found in eight weeks | alarms by a gap |\n|---|---|---|---|---|---|");
        foreach (var branches in new[] { 8, 30, 150 })
        {
            // A simulation is the same each time; its random numbers protect no secrets.
#pragma warning disable CA5394
            var it = FadingSimulation.Run(branches, PeopleInBranch, Math.Max(2, companies * 8 / branches), new Random(14));
#pragma warning restore CA5394
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| {it.Branches} | {it.Companies} | {it.FalseAlarms:P1} | {it.FoundInTwoWeeks:P0} | {it.FoundInEightWeeks:P0} | {it.AlarmsByGap:P1} |"));
        }

        return 0;
    }
}
