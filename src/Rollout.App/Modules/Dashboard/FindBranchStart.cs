using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;

namespace Rollout.App.Modules.Dashboard;

/// <summary>One branch and how far it is.</summary>
public sealed record BranchStart(BranchId Branch, string Name, string Code, ProgressFigures Figures);

public sealed class FindBranchStart(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    public async Task<BranchStart> RunAsync(BranchId branch, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var named = await db.Branches.Where(b => b.Id == branch).Select(b => new { b.Name, b.Code }).SingleAsync(ct);
        return new BranchStart(branch, named.Name, named.Code, await ProgressFigures.FindAsync(db, branch, clock.GetCurrentInstant(), ct));
    }
}
