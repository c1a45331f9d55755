using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Modules.Infosessions.Registrations;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.Benchmarks;

/// <summary>
/// Withdrawals, and changes to another date of the same topic, 64 at once on twenty infosessions. There is nothing bare to compare them with: what counts is
/// another version of Rollout with this file, run in turn on the same server.
/// </summary>
public static class SeatsBenchmark
{
    private const int WarmingUp = 3;
    private const int Rounds = 7;
    private const int Each = 1_000;
    private const int AtOnce = 64;
    private const int Infosessions = 20;

    public static async Task RunAsync(TextWriter output)
    {
        await MeasureAsync(output, "SQLite", null);
        if (Environment.GetEnvironmentVariable("ROLLOUT_TEST_POSTGRES") is { Length: > 0 } server)
        {
            await MeasureAsync(output, "PostgreSQL", server);
        }
    }

    private static async Task MeasureAsync(TextWriter output, string name, string? server)
    {
        await using var host = await BenchHost.StartAsync(server);
        var topic = Topic.Add("De Brug in je werkdag", "Wat het is.", 60, 14, "nl", host.Now);
        topic.Open([], host.Now);
        var people = Enumerable.Range(0, Each).Select(i => Person.Employ(host.Branch.Id, "Medewerker", "", $"Nr{i}", $"P{i:00000}", $"m{i}@voorbeeld.be", null)).ToList();
        var sessions = Enumerable.Range(0, Infosessions).Select(n => host.Session(topic, n, 400)).ToList();
        await using (var db = host.Open())
        {
            db.Add(topic);
            db.AddRange(people);
            db.AddRange(sessions);
            await db.SaveChangesAsync();
        }

        var (signUp, withdraw) = (host.Services.GetRequiredService<SignUp>(), host.Services.GetRequiredService<Withdraw>());
        var (swaps, withdrawals) = (new List<double>(), new List<double>());
        for (var round = 0; round < WarmingUp + Rounds; round++)
        {
            await RateAsync(i => signUp.RunAsync(sessions[i % Infosessions].Id, people[i].Id));
            var swapped = await RateAsync(i => signUp.RunAsync(sessions[(i + 1) % Infosessions].Id, people[i].Id));
            var withdrawn = await RateAsync(i => withdraw.RunAsync(sessions[(i + 1) % Infosessions].Id, people[i].Id));
            if (round >= WarmingUp)
            {
                swaps.Add(swapped);
                withdrawals.Add(withdrawn);
            }
        }

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: withdrawals {Median(withdrawals):N0}/s, changes to another date {Median(swaps):N0}/s ({AtOnce} at once, {Infosessions} infosessions, median of {Rounds} rounds of {Each:N0} after {WarmingUp} to warm up)"));
    }

    private static async Task<double> RateAsync(Func<int, Task> act)
    {
        var next = -1;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < Each; i = Interlocked.Increment(ref next))
            {
                await act(i);
            }
        })));
        return Each / watch.Elapsed.TotalSeconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
