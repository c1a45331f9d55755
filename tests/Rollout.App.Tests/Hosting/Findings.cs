using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Hosting.Checks;
using Rollout.Testing;

namespace Rollout.App.Tests.Hosting;

/// <summary>Runs the check of an installation.</summary>
internal static class Findings
{
    /// <summary>Starts an application on the database with these settings, and checks it.</summary>
    public static async Task<IReadOnlyList<CheckResult>> OfAsync(TestDatabase database, StoppedClock clock, params (string, string)[] settings)
    {
        await using var app = await RunningApp.StartAsync(database, clock, settings.ToDictionary(s => s.Item1, s => (string?)s.Item2));
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CheckInstallation>().RunAsync();
    }
}
