using Microsoft.Extensions.Diagnostics.HealthChecks;
using Rollout.App.Shared.Localization;
using Rollout.App.Jobs;

namespace Rollout.App.Hosting.Checks;

/// <summary>Checks that every job is triggered on time.</summary>
internal sealed class JobsCheck(JobWatch watch, Localizer words) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (await watch.LookAsync(cancellationToken) is not { } jobs)
        {
            return HealthCheckResult.Healthy(words["check.jobs-away"]);
        }

        var late = jobs.Where(job => !job.Value).Select(job => job.Key).Order(StringComparer.Ordinal).ToList();
        return late.Count == 0
            ? HealthCheckResult.Healthy(words["check.jobs-well", jobs.Count])
            : HealthCheckResult.Degraded(words["check.jobs-late", string.Join(", ", late)]);
    }
}
