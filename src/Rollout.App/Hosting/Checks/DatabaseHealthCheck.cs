using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Rollout.App.Persistence;
using Rollout.App.Shared.Localization;

namespace Rollout.App.Hosting.Checks;

/// <summary>A check that reads the database. It is degraded while the database is unavailable, which has its own check.</summary>
internal abstract class DatabaseHealthCheck(IDbContextFactory<RolloutDb> dbs, Localizer words) : IHealthCheck
{
    protected Localizer Words => words;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var db = await dbs.CreateDbContextAsync(cancellationToken);
            return await LookAsync(db, cancellationToken);
        }
        catch (DbException)
        {
            return HealthCheckResult.Degraded(words["check.no-database"]);
        }
    }

    /// <summary>Runs the check without changing anything.</summary>
    protected abstract Task<HealthCheckResult> LookAsync(RolloutDb db, CancellationToken ct);
}
