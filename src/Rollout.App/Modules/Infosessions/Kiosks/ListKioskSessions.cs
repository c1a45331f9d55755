using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions.Browsing;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;

namespace Rollout.App.Modules.Infosessions.Kiosks;

/// <summary>Lists the next infosessions in a branch, and online.</summary>
public sealed class ListKioskSessions(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    private const int Most = 12;

    public async Task<IReadOnlyList<InfosessionRow>> RunAsync(BranchId branch, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Coming(clock.GetCurrentInstant()).WithoutDryRuns().Where(s => s.Branch == branch || s.Branch == null).Rows(db).Take(Most).ToListAsync(ct);
    }
}
