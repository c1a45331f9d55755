using Microsoft.Extensions.Diagnostics.HealthChecks;
using Rollout.App.Shared.Localization;

namespace Rollout.App.Hosting.Checks;

/// <summary>Lists which settings are set and by which source, which explains a setting that seems to be ignored. Values are left out, because some are secrets.</summary>
internal sealed class SettingsCheck(IConfiguration configuration, Localizer words) : IHealthCheck
{
    /// <summary>The sections and settings that are ours; the environment holds many others.</summary>
    private static readonly string[] Ours = ["BaseAddress", "AllowedHosts", "ConnectionStrings", "Mail", "Returns", "Graph", "OpenIdConnect", "Audit", "Leavers", "ForwardedHeaders", "TextMessages", "Webhooks", "Backup", "OTEL_EXPORTER_OTLP_ENDPOINT"];

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var set = configuration.AsEnumerable().Where(s => s.Value is not null && Ours.Contains(s.Key.Split(':')[0], StringComparer.OrdinalIgnoreCase)).Select(s => s.Key).Order(StringComparer.OrdinalIgnoreCase)
            .Select(key => words["check.setting", key, SettingSource.Of(configuration, key, words)]).ToList();
        return Task.FromResult(HealthCheckResult.Healthy(set.Count == 0 ? words["check.settings-none"] : string.Join(", ", set)));
    }
}
