using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Launches.GoingLive;

/// <summary>The lead rehearses the moment of a wave, a few minutes from now: the wave itself does not change, and nobody else gets a mail.</summary>
public sealed class RehearseMoment(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    /// <returns>The rehearsal, for its control room.</returns>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="WaveRules"/> rule is broken.</exception>
    public async Task<WaveId> RunAsync(WaveId id, int minutes, CancellationToken ct = default)
    {
        var (now, lead) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        var wave = await db.Waves.AsNoTracking().Include(w => w.Launches).SingleAsync(w => w.Id == id, ct);

        var rehearsal = Wave.Rehearse(wave, minutes, lead, now);

        db.Add(rehearsal);
        await db.SaveChangesAsync(ct);
        return rehearsal.Id;
    }
}
