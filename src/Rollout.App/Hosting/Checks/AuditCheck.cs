using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Rollout.App.Identity.Audit;
using Rollout.App.Persistence;
using Rollout.App.Shared.Localization;

namespace Rollout.App.Hosting.Checks;

/// <summary>Verifies the chain of the audit log: no line changed, removed or inserted.</summary>
internal sealed class AuditCheck(IDbContextFactory<RolloutDb> dbs, Localizer words, VerifyAudit verify) : DatabaseHealthCheck(dbs, words)
{
    protected override async Task<HealthCheckResult> LookAsync(RolloutDb db, CancellationToken ct) => await verify.RunAsync(ct) switch
    {
        { Broken: { } number } => HealthCheckResult.Unhealthy(Words["check.audit-fix", number]),
        { IsLate: true } => HealthCheckResult.Degraded(Words["check.audit-late"]),
        { Count: 0 } => HealthCheckResult.Healthy(Words["check.audit-none"]),
        var whole => HealthCheckResult.Healthy(Words.Count("check.audit-well", whole.Count)),
    };
}
