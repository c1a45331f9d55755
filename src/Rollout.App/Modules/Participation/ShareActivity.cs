using Microsoft.EntityFrameworkCore;
using Rollout.App.Identity;
using Rollout.App.Persistence;

namespace Rollout.App.Modules.Participation;

/// <summary>Someone lets lead and director know that they are active on the platform, for when ambassadors are looked for; or no longer.</summary>
public sealed class ShareActivity(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me)
{
    /// <summary>Nothing happens where nothing is known of them, or for someone who only said who they are.</summary>
    public async Task RunAsync(bool yes, CancellationToken ct = default)
    {
        if (await me.GetAsync(ct) is not { IsVerified: true } actor)
        {
            return;
        }

        // Nothing else of the row is read: an import at the same moment is no reason to refuse.
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.Activity.Where(a => a.Person == actor.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.MayBeTold, yes), ct);
    }
}
