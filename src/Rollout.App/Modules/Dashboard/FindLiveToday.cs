using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Dashboard;

/// <summary>The branches that went live today.</summary>
/// <param name="Branches">Their names, in the lead's order.</param>
/// <param name="AreAll">Whether no branch is left.</param>
public sealed record LiveToday(IReadOnlyList<string> Branches, bool AreAll);

/// <summary>Finds the branches whose wave went live today, on the calendar of the wave; null on any other day. Rehearsals do not count.</summary>
public sealed class FindLiveToday(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    public async Task<LiveToday?> RunAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var (now, aDayAgo) = (clock.GetCurrentInstant(), clock.GetCurrentInstant() - Duration.FromHours(25));
        var waves = (await db.Waves.Where(w => w.State == WaveState.Live && w.LiveAt > aDayAgo).Select(w => new { w.Id, w.LiveAt, w.Zone }).ToListAsync(ct))
            .FindAll(w => w.LiveAt!.Value.InZone(w.Zone).Date == now.InZone(w.Zone).Date).ConvertAll(w => w.Id);
        if (waves.Count == 0)
        {
            return null;
        }

        var live = db.Launches.Where(l => l.State == LaunchState.Live);
        var branches = await db.Branches.Where(b => live.Any(l => l.Branch == b.Id && waves.Contains(l.Wave))).OrderBy(b => b.Position).Select(b => b.Name).ToListAsync(ct);
        return branches.Count == 0 ? null : new LiveToday(branches, await db.Branches.AllAsync(b => live.Any(l => l.Branch == b.Id), ct));
    }
}
