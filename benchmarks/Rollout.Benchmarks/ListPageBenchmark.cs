using Microsoft.AspNetCore.Builder;
using System.Diagnostics;
using System.Globalization;
using Rollout.Domain.Infosessions;

namespace Rollout.Benchmarks;

/// <summary>
/// The employee's list with 500 coming infosessions against the least a page can be: a static Razor component of the same host that says
/// hello. Interleaved rounds, medians, and the ratio.
/// </summary>
public static class ListPageBenchmark
{
    private const int Rounds = 5;
    private const int Each = 1_000;
    private const int AtOnce = 8;

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
        await using var host = await BenchHost.StartAsync(server, app => app.MapGet("/hello", () => new Microsoft.AspNetCore.Http.HttpResults.RazorComponentResult<HelloPage>()).AllowAnonymous());
        var topic = Topic.Add("De Brug in je werkdag", "Wat het is.", 60, 14, "nl", host.Now);
        topic.Open([], host.Now);
        await using (var db = host.Open())
        {
            db.Add(topic);
            db.AddRange(Enumerable.Range(0, 500).Select(n => host.Session(topic, n, 20)));
            await db.SaveChangesAsync();
        }

        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, MaxConnectionsPerServer = AtOnce }) { BaseAddress = host.Address };
        var (hello, list) = (new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            var (helloRate, listRate) = (await RateAsync(http, "/hello"), await RateAsync(http, "/infosessions"));
            if (round > 0)
            {
                hello.Add(helloRate);
                list.Add(listRate);
            }
        }

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: hello page {Median(hello):N0}/s, list of 500 coming (30 on a page) {Median(list):N0}/s, ratio {Median(list) / Median(hello):0.00} ({AtOnce} at once, median of {Rounds} rounds of {Each:N0})"));
    }

    private static async Task<double> RateAsync(HttpClient http, string path)
    {
        var left = Each;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                using var answer = await http.GetAsync(path);
                answer.EnsureSuccessStatusCode();
                await answer.Content.ReadAsByteArrayAsync();
            }
        })));
        return Each / watch.Elapsed.TotalSeconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}

/// <summary>What the template's first page says, without a layout's questions.</summary>
internal sealed class HelloPage : Microsoft.AspNetCore.Components.ComponentBase
{
    protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder) =>
        builder.AddMarkupContent(0, "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Hello</title></head><body><main><h1>Hello, world</h1><p>Welcome to your new app.</p></main></body></html>");
}
