using Microsoft.EntityFrameworkCore;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;

namespace Rollout.App.Modules.Organisation.Branches;

/// <summary>The lead moves a branch up or down by one in the order used everywhere.</summary>
public sealed class MoveBranch(IDbContextFactory<RolloutDb> dbs)
{
    public async Task RunAsync(BranchId id, bool up, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var branches = await db.Branches.OrderBy(b => b.Position).ThenBy(b => b.Id).ToListAsync(ct);
        var at = branches.FindIndex(b => b.Id == id);
        var to = up ? at - 1 : at + 1;
        if (at < 0 || to < 0 || to >= branches.Count)
        {
            return; // already at that end
        }

        (branches[at], branches[to]) = (branches[to], branches[at]);
        for (var place = 0; place < branches.Count; place++)
        {
            branches[place].Reorder(place + 1);
        }

        await db.SaveChangesAsync(ct);
    }
}
