using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Rollout.Benchmarks;

/// <summary>
/// What the program costs while nobody uses it, beside an empty web host with as many Quartz triggers, both as processes of their own and measured at the same time; and how long each takes from
/// its start to its first page. <c>ROLLOUT_BENCH_BASE</c> may name the <c>rollout.dll</c> of another build to compare with.
/// </summary>
internal static class IdleBenchmark
{
    // Until then the runtime compiles again what the start used.
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(60);

    // As many as JobSchedule has; two of them as often as 0.1.0 asked the database.
    private static readonly TimeSpan[] Intervals =
        [.. Enumerable.Repeat(TimeSpan.FromSeconds(1), 2), .. Enumerable.Repeat(TimeSpan.FromMinutes(1), 8), .. Enumerable.Repeat(TimeSpan.FromMinutes(10), 2), .. Enumerable.Repeat(TimeSpan.FromHours(1), 3)];

    public static async Task RunAsync(TextWriter output)
    {
        var here = AppContext.BaseDirectory;
        List<(string Name, string Dll)> programs = [("empty host", Path.Combine(here, "Rollout.Benchmarks.dll")), ("Rollout", Path.Combine(here, "rollout.dll"))];
        if (Environment.GetEnvironmentVariable("ROLLOUT_BENCH_BASE") is { Length: > 0 } other)
        {
            programs.Add(("the other build", other));
        }

        List<(string Name, Process Process, string Folder)> running = [];
        foreach (var (name, dll) in programs)
        {
            // Started one after the other, so that starts do not compete.
            var folder = Directory.CreateTempSubdirectory("rollout-idle-").FullName;
            var (process, first) = await StartAsync(dll, 20900 + running.Count, folder);
            running.Add((name, process, folder));
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{name}: first page after {first.TotalSeconds:0.00} s"));
        }

        await Task.Delay(Settling);
        var before = running.ConvertAll(r => r.Process.TotalProcessorTime);
        await Task.Delay(Measured);
        for (var i = 0; i < running.Count; i++)
        {
            var (name, process, folder) = running[i];
            process.Refresh();
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{name}: {(process.TotalProcessorTime - before[i]) / Measured:P2} of a core, {process.WorkingSet64 / 1e6:0} MB"));
            process.Kill();
            await process.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The process that is compared with.</summary>
    public static async Task ServeEmptyAsync(string url)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls(url);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddQuartz(quartz =>
        {
            for (var i = 0; i < Intervals.Length; i++)
            {
                var (key, every) = (new JobKey($"job-{i}"), Intervals[i]);
                quartz.ScheduleJob<Nothing>(trigger => trigger.StartNow().WithSimpleSchedule(s => s.WithInterval(every).RepeatForever()), job => job.WithIdentity(key));
            }
        }).AddQuartzHostedService();
        var app = builder.Build();
        app.Run(http => http.Response.WriteAsync("empty"));
        await app.RunAsync();
    }

    private static async Task<(Process Process, TimeSpan First)> StartAsync(string dll, int port, string folder)
    {
        var url = $"http://127.0.0.1:{port}";
        string[] arguments = dll.EndsWith("Rollout.Benchmarks.dll", StringComparison.Ordinal) ? [dll, "empty-host", url] : [dll, "serve", "--urls", url, "--data", folder];
        var since = Stopwatch.GetTimestamp();
        var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, WorkingDirectory = folder })!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        using var client = new HttpClient();
        while (true)
        {
            try
            {
                // An empty installation leads everybody to its first start.
                if ((await client.GetAsync(new Uri(url + "/sign-in"))).IsSuccessStatusCode || Stopwatch.GetElapsedTime(since) > Measured)
                {
                    return (process, Stopwatch.GetElapsedTime(since));
                }
            }
            catch (HttpRequestException)
            {
                await Task.Delay(20);
            }
        }
    }

    [DisallowConcurrentExecution]
    private sealed class Nothing : IJob
    {
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
