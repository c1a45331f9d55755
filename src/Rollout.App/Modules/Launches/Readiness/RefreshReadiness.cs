using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Launches.SignOffs;
using Rollout.App.Modules.Launches.Waves;
using Rollout.App.Persistence;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Launches.Readiness;

/// <summary>
/// Measures every branch of upcoming waves and stores what changed: checks are met or fall back, and a director whose go became stale through that, or with
/// age, is notified once with the reason.
/// </summary>
public sealed class RefreshReadiness(IDbContextFactory<RolloutDb> dbs, LaunchEmails mails, IClock clock)
{
    public async Task RunAsync(CancellationToken ct = default)
    {
        List<WaveId> waves;
        await using (var db = await dbs.CreateDbContextAsync(ct))
        {
            waves = await db.Waves.Where(w => w.State != WaveState.Live).Select(w => w.Id).ToListAsync(ct);
        }

        // Each wave has a transaction of its own, and there are few.
        foreach (var wave in waves)
        {
            await LookAsync(wave, ct);
        }
    }

    /// <summary>Refreshes one wave, before a command that depends on it.</summary>
    public async Task LookAsync(WaveId id, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!await IsAnotherAsync(db, id, ct))
        {
            return;
        }

        await using var transaction = await db.BeginWaveTransactionAsync(id, ct);
        var now = clock.GetCurrentInstant();
        var seen = await db.MeasureAsync(id, now, ct);
        var wave = await db.Waves.WithReadiness().SingleAsync(w => w.Id == id, ct);
        foreach (var launch in wave.Launches.Where(l => seen.ContainsKey(l.Id)))
        {
            launch.RecordReading(wave, seen[launch.Id], now);
        }

        await db.TellOfStaleAsync(await mails.AtAsync(now, ct), wave, StaleByItself(wave, now), now, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    // Usually nothing changed: then nothing is locked, and no control room is notified.
    private async Task<bool> IsAnotherAsync(RolloutDb db, WaveId id, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var seen = await db.MeasureAsync(id, now, ct);
        var wave = await db.Waves.AsNoTracking().WithReadiness().SingleAsync(w => w.Id == id, ct);
        return wave.Launches.Any(l => seen.TryGetValue(l.Id, out var of) && l.Differs(of))
            || (await db.UntoldAsync(await mails.AtAsync(now, ct), wave, StaleByItself(wave, now), now, ct)).Count > 0;
    }

    // A moved moment has a mail of its own.
    private static IEnumerable<Launch> StaleByItself(Wave wave, Instant now) =>
        wave.Included.Where(l => l.StatusIn(wave, now) is { Kind: SignOffStatusKind.Stale } stale && stale.Changes.Any(c => c.Kind != SnapshotChangeKind.MomentMoved));
}
