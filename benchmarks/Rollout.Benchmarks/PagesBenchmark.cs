using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;

namespace Rollout.Benchmarks;

/// <summary>
/// The pages of a lead of 18,000 people that look at everyone: the nudges beside the start page. Cold is with nothing remembered in memory, in a process that
/// has answered before; warm is asked again at once.
/// </summary>
public static class PagesBenchmark
{
    private const int WarmingUp = 5;
    private const int Rounds = 15;

    public static async Task RunAsync(TextWriter output)
    {
        await MeasureAsync(output, "SQLite", null);
        if (Environment.GetEnvironmentVariable("ROLLOUT_TEST_POSTGRES") is { Length: > 0 } server)
        {
            await MeasureAsync(output, "PostgreSQL", server);
        }
        else
        {
            await output.WriteLineAsync("PostgreSQL: not measured, ROLLOUT_TEST_POSTGRES names no server");
        }
    }

    private static async Task MeasureAsync(TextWriter output, string name, string? server)
    {
        await using var host = await BenchHost.StartAsync(server, demo: "kpn");
        await using var db = host.Open();
        var cookie = await BoardBenchmark.CookieOfAsync(host, await db.People.FirstAsync(p => p.IsLead));
        var people = await db.People.CountAsync();
        var memory = (MemoryCache)host.Services.GetRequiredService<IMemoryCache>();
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false });

        async Task<double> TakesAsync(string path, bool cold)
        {
            if (cold)
            {
                memory.Clear();
            }

            var (_, took) = await BoardBenchmark.OpenAsync(http, new Uri(host.Address, path), cookie);
            return took.TotalMilliseconds;
        }

        var (startCold, startWarm, nudgesCold, nudgesWarm) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < WarmingUp + Rounds; round++)
        {
            double[] took = [await TakesAsync("/", cold: true), await TakesAsync("/", cold: false), await TakesAsync("/nudges", cold: true), await TakesAsync("/nudges", cold: false)];
            if (round >= WarmingUp)
            {
                startCold.Add(took[0]);
                startWarm.Add(took[1]);
                nudgesCold.Add(took[2]);
                nudgesWarm.Add(took[3]);
            }
        }

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}, {people:N0} people: cold, start page {Of(startCold)} ms, nudges {Of(nudgesCold)} ms, ratio {Of(nudgesCold) / Of(startCold):0.00}; warm, start page {Of(startWarm)} ms, nudges {Of(nudgesWarm)} ms, ratio {Of(nudgesWarm) / Of(startWarm):0.00} (median of {Rounds})"));
    }

    private static double Of(List<double> times) => Math.Round(ListPageBenchmark.Median(times));
}
