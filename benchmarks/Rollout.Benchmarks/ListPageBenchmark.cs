using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Rollout.Domain.Infosessions;

namespace Rollout.Benchmarks;

/// <summary>
/// The employee's list with 500 upcoming infosessions against the static first page of the framework's template, on a server beside it. Interleaved rounds,
/// medians, and the ratio. Client and server share the machine.
/// </summary>
public static class ListPageBenchmark
{
    private const int WarmingUp = 8;
    private const int Rounds = 7;
    private const int Each = 1_000;
    internal const int AtOnce = 8;

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
        await using var host = await BenchHost.StartAsync(server);
        await using var template = await StartTemplateAsync();
        var topic = Topic.Add("De Brug in je werkdag", "Wat het is.", 60, 14, "nl", host.Now);
        topic.Open([], host.Now);
        await using (var db = host.Open())
        {
            db.Add(topic);
            db.AddRange(Enumerable.Range(0, 500).Select(n => host.Session(topic, n, 20)));
            await db.SaveChangesAsync();
        }

        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, MaxConnectionsPerServer = AtOnce });
        var (first, list) = (new List<double>(), new List<double>());
        for (var round = 0; round < WarmingUp + Rounds; round++)
        {
            var (templateRate, listRate) = (await RateAsync(http, new Uri(template.Urls.First())), await RateAsync(http, new Uri(host.Address, "/infosessions")));
            if (round >= WarmingUp)
            {
                first.Add(templateRate);
                list.Add(listRate);
            }
        }

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: template page {Median(first):N0}/s, list of 500 coming (30 on a page) {Median(list):N0}/s, ratio {Median(list) / Median(first):0.00} ({AtOnce} at once, median of {Rounds} rounds of {Each:N0} after {WarmingUp} to warm up)"));
    }

    internal static async Task<WebApplication> StartTemplateAsync()
    {
        // As in the template's own Program.cs, for production.
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        var app = builder.Build();
        app.UseExceptionHandler("/Error", createScopeForErrors: true);
        app.UseHsts();
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseHttpsRedirection();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapRazorComponents<Template.App>().AddInteractiveServerRenderMode();
        await app.StartAsync();
        return app;
    }

    internal static async Task<double> RateAsync(HttpClient http, Uri page, int left = Each, string? cookie = null)
    {
        var count = left;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, page);
                if (cookie is not null)
                {
                    request.Headers.Add("Cookie", cookie);
                }

                using var answer = await http.SendAsync(request);
                answer.EnsureSuccessStatusCode();
                await answer.Content.ReadAsByteArrayAsync();
            }
        })));
        return count / watch.Elapsed.TotalSeconds;
    }

    internal static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
