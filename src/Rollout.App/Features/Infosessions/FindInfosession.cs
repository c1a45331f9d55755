using Microsoft.EntityFrameworkCore;
using Rollout.App.Data;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Features.Infosessions;

/// <summary>One infosession; a draft too, so the page decides who sees it.</summary>
public sealed class FindInfosession(IDbContextFactory<RolloutDb> dbs)
{
    public async Task<InfosessionFacts?> RunAsync(InfosessionId id, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Infosessions.Where(s => s.Id == id).Facts(db).SingleOrDefaultAsync(ct);
    }
}
