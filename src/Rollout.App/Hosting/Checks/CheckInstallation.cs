using Microsoft.Extensions.Diagnostics.HealthChecks;
using Rollout.App.Shared.Localization;

namespace Rollout.App.Hosting.Checks;

/// <summary>What was checked and the result; if it is not good, what to change.</summary>
/// <param name="Status">Degraded: it works, but not as it should. Unhealthy: it does not.</param>
public sealed record CheckResult(string Name, string About, HealthStatus Status, string Says)
{
    /// <summary>Whether the installation works without changing anything.</summary>
    public bool Well => Status != HealthStatus.Unhealthy;
}

/// <summary>Runs all checks of the installation. The page, the command line and health endpoints share them.</summary>
internal sealed class CheckInstallation(HealthCheckService health, Localizer words)
{
    /// <returns>One result per check that applies here, in the order they were registered.</returns>
    public async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken ct = default)
    {
        var report = await health.CheckHealthAsync(ct);
        return [.. report.Entries.Where(check => check.Value is not { Status: HealthStatus.Healthy, Description: null }).Select(check => new CheckResult(
            check.Key, words["check." + check.Key], check.Value.Status, Says(check.Value)))];
    }

    private string Says(HealthReportEntry check) => check.Exception is OperationCanceledException
        ? words["check.no-answer"]
        : check.Description ?? words["check.broken", check.Exception?.Message];
}

/// <summary>Registers the checks in the order they make sense, and the ways to run them.</summary>
internal static class CheckModule
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>The tag of checks that decide whether a process is ready. They run every few seconds, so they must not contact other servers.</summary>
    private const string Ready = "ready";

    public static IServiceCollection AddChecks(this IServiceCollection services)
    {
        services.AddScoped<CheckInstallation>().AddHealthChecks()
            .AddCheck<DatabaseCheck>("database", tags: [Ready], timeout: Patience)
            .AddCheck<SchemaCheck>("schema", tags: [Ready], timeout: Patience)
            .AddCheck<IntegrityCheck>("integrity")
            .AddCheck<BackupsCheck>("backups", timeout: Patience)
            .AddCheck<ClockCheck>("clock", timeout: Patience)
            .AddCheck<ZoneCheck>("zones", timeout: Patience)
            .AddCheck<MailCheck>("mail", timeout: Patience)
            .AddCheck<SendingCheck>("sending", tags: [Ready], timeout: Patience)
            .AddCheck<JobsCheck>("jobs", tags: [Ready], timeout: Patience)
            .AddCheck<AddressCheck>("address", timeout: Patience)
            .AddCheck<CompanyAccountCheck>("sign-in-service", timeout: Patience)
            .AddCheck<ProxyCheck>("proxy", timeout: Patience)
            .AddCheck<FolderCheck>("folder", tags: [Ready], timeout: Patience)
            .AddCheck<DiskCheck>("disk", tags: [Ready], timeout: Patience)
            .AddCheck<SettingsCheck>("settings")
            .AddCheck<SignOffsCheck>("sign-offs", timeout: Patience)
            .AddCheck<AuditCheck>("audit", timeout: Patience);
        return services;
    }

    /// <summary>
    /// Live: the process answers. Ready: it can serve people, possibly degraded. Checks that are not healthy are listed by name only, because the endpoint
    /// is public.
    /// </summary>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => Results.Text("live")).AllowAnonymous();
        app.MapGet("/health/ready", async (HealthCheckService health, CancellationToken ct) =>
        {
            var report = await health.CheckHealthAsync(check => check.Tags.Contains(Ready), ct);
            IEnumerable<string> lines =
            [
                report.Status switch { HealthStatus.Healthy => "ready", HealthStatus.Degraded => "ready, degraded", _ => "not ready" },
                .. report.Entries.Where(check => check.Value.Status != HealthStatus.Healthy).Select(check => $"{check.Key}: {(check.Value.Status == HealthStatus.Degraded ? "degraded" : "unhealthy")}"),
            ];
            return Results.Text(string.Join('\n', lines), statusCode: report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
        }).AllowAnonymous();
    }

    /// <summary><c>rollout check</c></summary>
    /// <returns>0 only when no check is unhealthy.</returns>
    public static async Task<int> CheckAsync(this WebApplication app, TextWriter output, CancellationToken ct)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var results = await scope.ServiceProvider.GetRequiredService<CheckInstallation>().RunAsync(ct);
        foreach (var result in results)
        {
            var status = result.Status switch { HealthStatus.Healthy => "ok  ", HealthStatus.Degraded => "WARN", _ => "FAIL" };
            await output.WriteLineAsync($"{status}  {result.About}: {result.Says}");
        }

        return results.All(result => result.Well) ? 0 : 1;
    }
}
