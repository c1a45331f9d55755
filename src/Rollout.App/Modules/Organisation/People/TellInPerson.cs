using Microsoft.EntityFrameworkCore;
using Rollout.App.Persistence;
using Rollout.App.Shared;

namespace Rollout.App.Modules.Organisation.People;

/// <summary>The lead confirms that people who cannot be reached are informed in person; asked again when there are more of them.</summary>
internal sealed class TellInPerson(IDbContextFactory<RolloutDb> dbs, RolloutSettingsCache currentRollout)
{
    public async Task RunAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rollout = await db.Rollouts.SingleAsync(ct);
        rollout.TellInPerson(await db.People.CountAsync(p => p.Active && p.Email == null && p.Mobile == null, ct));
        await db.SaveChangesAsync(ct);
        currentRollout.Forget();
    }
}
