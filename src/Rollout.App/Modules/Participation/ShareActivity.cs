using Microsoft.EntityFrameworkCore;
using Rollout.App.Identity;
using Rollout.App.Persistence;

namespace Rollout.App.Modules.Participation;

/// <summary>Lets someone share with lead and director that they are active on the platform, for finding ambassadors; or stop sharing.</summary>
public sealed class ShareActivity(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me)
{
    /// <summary>Does nothing when nothing is known about them, or for users who are not verified.</summary>
    public async Task RunAsync(bool yes, CancellationToken ct = default)
    {
        if (await me.GetAsync(ct) is not { IsVerified: true } actor)
        {
            return;
        }

        // No other column is read, so a concurrent import is no reason to refuse.
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.Activity.Where(a => a.Person == actor.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.MayBeTold, yes), ct);
    }
}
