namespace Rollout.App.Operations;

/// <summary>Serves the website until it is told to stop.</summary>
public static class Serving
{
    public static async Task<int> RunAsync(HostSettings settings, CancellationToken ct)
    {
        await using var app = RolloutApp.Build(settings);
        await app.MigrateAsync(ct);
        if (settings.Demo is { } demo && await Demo.MakingDemo.RunAsync(app.Services, demo, ct) is not 0 and var failed)
        {
            return failed;
        }

        await app.StartAsync(ct);
        await Console.Out.WriteLineAsync($"Rollout is ready: {app.Urls.First()}");
        await app.WaitForShutdownAsync(ct);
        return 0;
    }
}
