using System.Globalization;
using Rollout.Domain.Nudges;

namespace Rollout.App.Hosting;

/// <summary>Prints what simulated rules say about the judgement of nudges, as the table of docs/nudges-judged.md.</summary>
internal static class NudgeTrial
{
    public static async Task<int> RunAsync(TextWriter output, int runs)
    {
        double[] fifths = [.2, .4, .6, .8, 1];
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"Five looks cross 1.96 by chance in {SequentialBoundary.Crossed(fifths, [.. fifths.Select(_ => 1.96)]):P1}, the boundary used here in {SequentialBoundary.Crossed(fifths, SequentialBoundary.At(fifths)):P1}.\n"));
        await output.WriteLineAsync("| held back | do it anyway | people | false alarms | +6 points found | intervals that hold | broken split found |\n|---|---|---|---|---|---|---|");
        foreach (var (holdout, baseRate) in new[] { (50, .3), (20, .3), (10, .3), (20, .1), (20, .5) })
        {
            // A simulation is the same each time; its random numbers protect no secrets.
#pragma warning disable CA5394
            var it = NudgeSimulation.Run(holdout, baseRate, runs, new Random(15));
#pragma warning restore CA5394
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"| {it.Holdout} % | {it.Base:P0} | {it.People:N0} | {it.FalseAlarms:P2} | {it.Found:P1} | {it.Covered:P1} | {it.BrokenFound:P1} |"));
        }

        return 0;
    }
}
