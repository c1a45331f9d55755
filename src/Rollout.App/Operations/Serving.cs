namespace Rollout.App.Operations;

/// <summary>Serves the website until it is told to stop.</summary>
public static class Serving
{
    public static async Task<int> RunAsync(HostSettings settings, CancellationToken ct)
    {
        await using var app = RolloutApp.Build(settings);
        await app.MigrateAsync(ct);
        await app.StartAsync(ct);
        await Console.Out.WriteLineAsync($"Rollout is ready: {app.Urls.First()}");
        await app.WaitForShutdownAsync(ct);
        return 0;
    }
}
