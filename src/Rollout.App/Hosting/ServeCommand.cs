using Rollout.App.Modules.Organisation.FirstStart;
using Rollout.App.Shared;
using Microsoft.Extensions.Options;

namespace Rollout.App.Hosting;

/// <summary>Serves the website until the process is stopped.</summary>
public static class ServeCommand
{
    // By then the first page was shown and each job has run.
    private static readonly TimeSpan UntilSettled = TimeSpan.FromSeconds(90);

    public static async Task<int> RunAsync(HostSettings settings, CancellationToken ct)
    {
        await using var app = RolloutApp.Build(settings);
        await Task.WhenAll(Task.Run(() => MakeEndpoints(app), ct), app.MigrateAsync(ct));
        if (settings.Demo is { } demo && await Rollout.App.Demo.MakingDemo.RunAsync(app.Services, demo, ct) is not 0 and var failed)
        {
            return failed;
        }

        try
        {
            await app.StartAsync(ct);
        }
        catch (IOException e)
        {
            // Or what had started by then would end with an error of its own.
            await app.StopAsync(CancellationToken.None);
            await Console.Error.WriteLineAsync($"Rollout cannot listen at {settings.Urls}: {e.Message} Choose another address with --urls.");
            return 1;
        }
        catch (OptionsValidationException wrong)
        {
            await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, wrong.Failures));
            return 1;
        }

        foreach (var line in await HowToGetInAsync(app, ct))
        {
            await Console.Out.WriteLineAsync(line);
        }

        var stopped = app.WaitForShutdownAsync(ct);
        if (await Task.WhenAny(stopped, Task.Delay(UntilSettled, ct)) != stopped)
        {
            // Starting leaves much garbage behind, and an idle program would not collect it for hours.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }

        await stopped;
        return 0;
    }

    // Making them compiles as much code as looking at the database does. The host makes them again when it starts, which then is quick.
    private static void MakeEndpoints(IEndpointRouteBuilder app)
    {
        foreach (var source in app.DataSources)
        {
            _ = source.Endpoints;
        }
    }

    /// <summary>What the person who started the program needs to know: the address, and how to sign in.</summary>
    internal static async Task<IReadOnlyList<string>> HowToGetInAsync(WebApplication app, CancellationToken ct)
    {
        var site = app.Services.GetRequiredService<SiteUrl>();
        var rollout = await app.Services.GetRequiredService<RolloutSettingsCache>().FindAsync(ct);
        var ready = $"Rollout is ready: {site.To("/")}";
        return rollout switch
        {
            null => [ready, $"It is empty. Set it up here, once: {site.To($"/start?key={app.Services.GetRequiredService<SetupKey>().GetOrMake()}")}"],
            { IsDemo: true } => [ready, $"It is a demo. Sign in with one click as each role: {site.To("/sign-in")}"],
            _ => [ready, $"Sign in with a code by mail: {site.To("/sign-in")}"],
        };
    }
}
