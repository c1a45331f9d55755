using Microsoft.EntityFrameworkCore;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Persistence;
using Rollout.Domain.Access;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Browsing;

/// <summary>Finds one infosession, if this person may see it. Includes drafts, so the page must decide who sees those.</summary>
public sealed class FindInfosession(IDbContextFactory<RolloutDb> dbs)
{
    public async Task<InfosessionFacts?> RunAsync(InfosessionId id, CurrentUser? me, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Infosessions.Where(s => s.Id == id).SeenBy(db, me).Facts(db).SingleOrDefaultAsync(ct);
    }

    /// <summary>Whether it is a dry-run, which is shown to those who were invited only.</summary>
    public async Task<bool> IsDryRunAsync(InfosessionId id, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Infosessions.AnyAsync(s => s.Id == id && s.IsDryRun, ct);
    }
}
