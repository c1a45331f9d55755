using Microsoft.EntityFrameworkCore;
using Rollout.App.Access;
using Rollout.App.Data;

namespace Rollout.App.Features.Participation;

/// <summary>Someone lets lead and director know that they are active on the platform, for when ambassadors are looked for; or no longer.</summary>
public sealed class LetActivityBeTold(IDbContextFactory<RolloutDb> dbs, CurrentPerson me)
{
    /// <summary>Nothing happens where nothing is known of them, or for someone who only said who they are.</summary>
    public async Task RunAsync(bool yes, CancellationToken ct = default)
    {
        if (await me.GetAsync(ct) is not { Proven: true } actor)
        {
            return;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Activity.SingleOrDefaultAsync(a => a.Person == actor.Id, ct) is { } activity)
        {
            activity.LetBeTold(yes);
            await db.SaveChangesAsync(ct);
        }
    }
}
