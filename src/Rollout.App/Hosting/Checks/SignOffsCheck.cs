using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Rollout.App.Persistence;
using Rollout.App.Shared.Localization;

namespace Rollout.App.Hosting.Checks;

/// <summary>Verifies the hash chains of all sign-offs: none changed, removed or inserted.</summary>
internal sealed class SignOffsCheck(IDbContextFactory<RolloutDb> dbs, Localizer words) : DatabaseHealthCheck(dbs, words)
{
    protected override async Task<HealthCheckResult> LookAsync(RolloutDb db, CancellationToken ct)
    {
        var launches = await db.Launches.AsNoTracking().Include(l => l.SignOffs).ToListAsync(ct);
        var broken = launches.Where(l => l.VerifySignOffs() is not null).Select(l => l.Branch).ToList();
        if (broken.Count == 0)
        {
            return HealthCheckResult.Healthy(Words.Count("check.sign-offs-well", launches.Sum(l => l.SignOffs.Count)));
        }

        var names = await db.Branches.Where(b => broken.Contains(b.Id)).OrderBy(b => b.Position).Select(b => b.Name).ToListAsync(ct);
        return HealthCheckResult.Unhealthy(Words["check.sign-offs-fix", string.Join(", ", names)]);
    }
}
