using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Hosting;
using Rollout.App.Persistence;

namespace Rollout.App.Demo;

/// <summary>Ensures that the demo exists and was made today: an older one is deleted, a real rollout never.</summary>
public sealed class DemoReset(IDbContextFactory<RolloutDb> dbs, DatabaseMigrator migrator, MakeDemo make, IClock clock)
{
    /// <exception cref="DemoRefusedException">The database holds a real rollout.</exception>
    public async Task RunAsync(string name, CancellationToken ct = default)
    {
        await using (var db = await dbs.CreateDbContextAsync(ct))
        {
            await migrator.RunAsync(ct);
            var there = await db.Rollouts.AsNoTracking().SingleOrDefaultAsync(ct);
            if (there is { IsDemo: false })
            {
                throw new DemoRefusedException("This database holds a real rollout, so no demo is made in it. Choose another --data folder.");
            }

            if (there is not null && there.CreatedAt.InZone(there.Zone).Date == clock.GetCurrentInstant().InZone(there.Zone).Date)
            {
                return;
            }

            if (there is not null)
            {
                await db.Database.EnsureDeletedAsync(ct);
                await migrator.RunAsync(ct);
            }
        }

        await make.RunAsync(name, ct);
    }
}
