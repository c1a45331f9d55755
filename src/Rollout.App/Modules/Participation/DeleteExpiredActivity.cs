using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation;

/// <summary>Deletes platform activity older than the retention period, and that of people who left.</summary>
public sealed class DeleteExpiredActivity(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    public async Task RunAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Rollouts.AsNoTracking().SingleOrDefaultAsync(ct) is not { } rollout)
        {
            return;
        }

        var since = Activity.RetainedSince(clock.GetCurrentInstant().InZone(rollout.Zone).Date);
        await db.ActiveWeeks.Where(w => w.Monday < since || db.People.Any(p => p.Id == w.Person && !p.Active)).ExecuteDeleteAsync(ct);
        await db.Activity.Where(a => a.ReportedOn < since || db.People.Any(p => p.Id == a.Person && !p.Active)).ExecuteDeleteAsync(ct);
        await db.Activity.Where(a => a.LastActive < since).ExecuteUpdateAsync(a => a.SetProperty(x => x.LastActive, (LocalDate?)null).SetProperty(x => x.Version, x => x.Version + 1), ct);
    }
}
