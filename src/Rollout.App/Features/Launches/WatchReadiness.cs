using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Data;
using Rollout.Domain.Launches;
using Rollout.Notifications.Jobs;

namespace Rollout.App.Features.Launches;

/// <summary>
/// Looks at what Rollout sees itself, for every branch of the waves to come, and writes down what is another than before: a check is met or falls
/// back, and a director whose go became stale by it, or by getting old, is told why, once.
/// </summary>
public sealed class WatchReadiness(IDbContextFactory<RolloutDb> dbs, LaunchMails mails, IClock clock) : IWatchReadiness
{
    public async Task RunAsync(CancellationToken ct = default)
    {
        List<WaveId> waves;
        await using (var db = await dbs.CreateDbContextAsync(ct))
        {
            waves = await db.Waves.Where(w => w.State != WaveState.Live).Select(w => w.Id).ToListAsync(ct);
        }

        // One at a time: each wave is a transaction of its own, and there are few.
        foreach (var wave in waves)
        {
            await LookAsync(wave, ct);
        }
    }

    /// <summary>One wave, before an act that counts on it.</summary>
    public async Task LookAsync(WaveId id, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!await IsAnotherAsync(db, id, ct))
        {
            return;
        }

        await using var transaction = await db.EnterAsync(id, ct);
        var now = clock.GetCurrentInstant();
        var seen = await db.SeeAsync(id, now, ct);
        var wave = await db.Waves.WithReadiness().SingleAsync(w => w.Id == id, ct);
        foreach (var launch in wave.Launches.Where(l => seen.ContainsKey(l.Id)))
        {
            launch.See(wave, seen[launch.Id], now);
        }

        await TellAsync(db, wave, now, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    // Most of the time nothing changed: then nothing is locked, and no control room is woken.
    private async Task<bool> IsAnotherAsync(RolloutDb db, WaveId id, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var seen = await db.SeeAsync(id, now, ct);
        var wave = await db.Waves.AsNoTracking().WithReadiness().SingleAsync(w => w.Id == id, ct);
        return wave.Launches.Any(l => seen.TryGetValue(l.Id, out var of) && l.Differs(of)) || (await UntoldAsync(db, wave, now, ct)).Count > 0;
    }

    private async Task TellAsync(RolloutDb db, Wave wave, Instant now, CancellationToken ct)
    {
        if (await UntoldAsync(db, wave, now, ct) is { Count: > 0 } untold)
        {
            var letters = await mails.AtAsync(now, ct);
            var involved = (await db.InvolvedInAsync(wave.Id, ct)).ToDictionary(i => i.Launch);
            db.Outbox.AddRange(untold.Where(u => involved[u.Key].Director is not null).Select(u => letters.Stale(wave, involved[u.Key], u.Value)));
        }
    }

    // A moment that moved has a mail of its own.
    private static async Task<Dictionary<LaunchId, Standing>> UntoldAsync(RolloutDb db, Wave wave, Instant now, CancellationToken ct)
    {
        var stale = wave.Included.Select(l => (l.Id, Standing: l.StandingIn(wave, now)))
            .Where(l => l.Standing.Kind == StandingKind.Stale && l.Standing.Changes.Any(c => c.Kind != ChangeKind.MomentMoved)).ToList();
        var keys = stale.ConvertAll(l => LaunchLetters.StaleKey(l.Standing));
        var told = keys.Count == 0 ? [] : await db.Outbox.Where(m => keys.Contains(m.Key)).Select(m => m.Key).ToListAsync(ct);
        return stale.Where(l => !told.Contains(LaunchLetters.StaleKey(l.Standing))).ToDictionary(l => l.Id, l => l.Standing);
    }
}
