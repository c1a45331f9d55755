using Microsoft.Extensions.Diagnostics.HealthChecks;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;

namespace Rollout.App.Hosting.Checks;

/// <summary>Checks that the base address used in mail links can be reached by recipients.</summary>
internal sealed class AddressCheck(SiteUrl site, Localizer words) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var address = site.BaseAddress;
        var (status, says) = address switch
        {
            { Scheme: not ("http" or "https") } or { Host: "0.0.0.0" or "[::]" } => (HealthStatus.Unhealthy, "check.address-fix"),
            { IsLoopback: true } => (HealthStatus.Degraded, "check.address-here"),
            { Scheme: "http" } => (HealthStatus.Unhealthy, "check.address-https"),
            _ => (HealthStatus.Healthy, "check.address-well"),
        };
        return Task.FromResult(new HealthCheckResult(status, words[says, address]));
    }
}
