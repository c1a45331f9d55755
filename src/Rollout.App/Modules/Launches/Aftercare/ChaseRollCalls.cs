using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Launches.ControlRooms;
using Rollout.App.Modules.Launches.Waves;
using Rollout.App.Persistence;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Launches.Aftercare;

/// <summary>
/// Chases missing roll-calls: the director is reminded after a quarter of an hour, and the leads receive a list of the missing ones after an hour. Each once, by the
/// mail's key.
/// </summary>
public sealed class ChaseRollCalls(IDbContextFactory<RolloutDb> dbs, LaunchEmails mails, IClock clock)
{
    private static readonly Duration NotAfter = Duration.FromHours(12);

    public async Task RunAsync(CancellationToken ct = default)
    {
        var now = clock.GetCurrentInstant();
        var (since, until) = (now - NotAfter, now - ControlRoom.MissedAfter);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var waves = await db.Waves.AsNoTracking().Where(w => w.State == WaveState.Live && w.LiveAt > since && w.LiveAt <= until).ToListAsync(ct);
        foreach (var wave in waves)
        {
            await ChaseAsync(db, wave, now, ct);
        }
    }

    private async Task ChaseAsync(RolloutDb db, Wave wave, Instant now, CancellationToken ct)
    {
        await using var transaction = await db.BeginSilentWaveTransactionAsync(wave.Id, ct);
        var silent = await db.Launches.Where(l => l.Wave == wave.Id && l.State == LaunchState.Live && !db.RollCalls.Any(r => r.Launch == l.Id)).Select(l => l.Id).ToListAsync(ct);
        var involved = (await db.InvolvedInAsync(wave.Id, ct)).Where(i => silent.Contains(i.Launch)).ToList();
        var letters = await mails.AtAsync(now, ct);
        var due = involved.Where(i => i.Director is not null).Select(i => letters.RollCallMissing(wave, i)).ToList();
        if (now - wave.LiveAt >= ControlRoom.ToldAfter && involved.Count > 0)
        {
            due.AddRange((await db.LeadsAsync(ct)).Select(lead => letters.RollCallsMissing(wave, [.. involved.Select(i => i.Branch.Name)], lead)));
        }

        var keys = due.ConvertAll(m => m.Key);
        var sent = await db.Outbox.Where(m => keys.Contains(m.Key)).Select(m => m.Key).ToListAsync(ct);
        db.Outbox.AddRange(due.Where(m => !sent.Contains(m.Key)));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
