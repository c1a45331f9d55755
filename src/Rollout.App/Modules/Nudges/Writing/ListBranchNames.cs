using Microsoft.EntityFrameworkCore;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;

namespace Rollout.App.Modules.Nudges.Writing;

/// <summary>Lists the branches a rule can be for, in the lead's order.</summary>
internal sealed class ListBranchNames(IDbContextFactory<RolloutDb> dbs)
{
    public async Task<IReadOnlyList<(BranchId Id, string Name)>> RunAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = await db.Branches.OrderBy(b => b.Position).Select(b => new { b.Id, b.Name }).ToListAsync(ct);
        return [.. rows.Select(b => (b.Id, b.Name))];
    }
}
