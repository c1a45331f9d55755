using System.Collections.Concurrent;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using NodaTime;
using Rollout.App.Shared.DelimitedText;
using Rollout.App.Persistence;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>
/// The imports that are waiting to be worked on. A process claims one with a lease that it keeps renewing, so that another takes over when it is killed.
/// SQLite cannot be written while an import is being saved, so there the progress stays in this process, which is the only one.
/// </summary>
public sealed class ImportQueue(IDbContextFactory<RolloutDb> dbs, IClock clock) : IDisposable
{
    private const int MaxAttempts = 3;

    private static readonly Duration Lease = Duration.FromMinutes(1);
    private readonly SemaphoreSlim _added = new(0);
    private readonly ConcurrentDictionary<string, ImportProgress> _progress = new();
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _working = new();

    /// <summary>Says that there is work.</summary>
    public void Wake() => _added.Release();

    /// <summary>Waits for work of this process, or until it is time to look for that of others.</summary>
    public async Task WaitAsync(TimeSpan most, CancellationToken ct) => await _added.WaitAsync(most, ct);

    /// <summary>The progress of an import that this process works on.</summary>
    public ImportProgress? ProgressOf(string id) => _progress.TryGetValue(id, out var progress) ? progress : null;

    /// <summary>Takes the oldest import that no living process works on; null if there is none.</summary>
    public async Task<ImportRun?> ClaimAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        while (await Free(db).OrderBy(r => r.StartedAt).Select(r => new { r.Id, r.Attempts }).FirstOrDefaultAsync(ct) is { } next)
        {
            // One that ends the process each time would keep every process from ever doing anything else.
            var until = clock.GetCurrentInstant() + Lease;
            Expression<Func<ImportRun, bool>> same = r => r.Id == next.Id && r.Attempts == next.Attempts;
            if (next.Attempts >= MaxAttempts)
            {
                await Free(db).Where(same).ExecuteUpdateAsync(set => set.SetProperty(r => r.Stage, ImportStage.Failed).SetProperty(r => r.ClaimedUntil, (Instant?)null), ct);
            }
            else if (await Free(db).Where(same).ExecuteUpdateAsync(set => set.SetProperty(r => r.ClaimedUntil, until).SetProperty(r => r.Attempts, next.Attempts + 1), ct) == 1)
            {
                return await db.ImportRuns.AsNoTracking().SingleOrDefaultAsync(r => r.Id == next.Id, ct);
            }
        }

        return null;
    }

    /// <summary>Begins to work on a claimed import.</summary>
    /// <returns>Cancelled when its lead stops it, or with <paramref name="ct"/>. Disposed by <see cref="SettleAsync"/>.</returns>
    public CancellationToken Begin(string id, CancellationToken ct) => (_working[id] = CancellationTokenSource.CreateLinkedTokenSource(ct)).Token;

    /// <summary>Stops an import that waits, or that a process works on. What it did is rolled back; one that was committed meanwhile ends as usual.</summary>
    public async Task StopAsync(string id, CancellationToken ct)
    {
        // First in this process: on SQLite nothing can be written while an import is being saved.
        if (!Cancel(id))
        {
            await using var db = await dbs.CreateDbContextAsync(ct);
            await DiscardAsync(Free(db).Where(r => r.Id == id), ct);
            await db.ImportRuns.Where(r => r.Id == id && r.ClaimedUntil != null).ExecuteUpdateAsync(set => set.SetProperty(r => r.IsStopAsked, true), ct);
        }
    }

    /// <summary>Ends a claim on an import that was stopped: a preview is deleted, and one that was being applied is a preview again.</summary>
    public async Task SettleStoppedAsync(string id)
    {
        await using (var db = await dbs.CreateDbContextAsync())
        {
            await DiscardAsync(db.ImportRuns.Where(r => r.Id == id), default);
        }

        await SettleAsync(id);
    }

    /// <summary>How many imports are worked on or wait, and began before this one.</summary>
    public async Task<int> CountAheadAsync(ImportRun run, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await dbs.CreateDbContextAsync(ct);
        return run.ClaimedUntil > now ? 0
            : await db.ImportRuns.CountAsync(r => (r.Stage == ImportStage.Previewing || r.Stage == ImportStage.Applying) && r.Id != run.Id && (r.StartedAt < run.StartedAt || r.ClaimedUntil > now), ct);
    }

    /// <summary>Notes the progress of a claimed import.</summary>
    public void Note(string id, ImportProgress progress) => _progress[id] = progress;

    /// <summary>Keeps a claim, and shows its progress to other processes.</summary>
    public async Task RenewAsync(string id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!db.HasOneWriter())
        {
            var (progress, until) = (ProgressOf(id) ?? default, clock.GetCurrentInstant() + Lease);
            await db.ImportRuns.Where(r => r.Id == id).ExecuteUpdateAsync(
                set => set.SetProperty(r => r.ClaimedUntil, until).SetProperty(r => r.Phase, progress.Phase).SetProperty(r => r.RowsRead, progress.Rows).SetProperty(r => r.ShareDone, progress.Share),
                ct);
            if (await db.ImportRuns.AnyAsync(r => r.Id == id && r.IsStopAsked, ct))
            {
                Cancel(id);
            }
        }
    }

    /// <summary>Ends a claim and stores the outcome. Without one, another process starts the import again.</summary>
    public async Task SettleAsync(string id, Action<UpdateSettersBuilder<ImportRun>>? outcome = null)
    {
        _progress.TryRemove(id, out _);
        if (_working.TryRemove(id, out var work))
        {
            work.Dispose();
        }

        await using var db = await dbs.CreateDbContextAsync();
        await db.ImportRuns.Where(r => r.Id == id).ExecuteUpdateAsync(set =>
        {
            outcome?.Invoke(set);
            set.SetProperty(r => r.ClaimedUntil, (Instant?)null);
        });
    }

    /// <summary>On SQLite there is one process, so that the claims of an earlier one are void.</summary>
    public async Task ForgetEarlierClaimsAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (db.HasOneWriter())
        {
            await db.ImportRuns.Where(r => r.ClaimedUntil != null).ExecuteUpdateAsync(set => set.SetProperty(r => r.ClaimedUntil, (Instant?)null), ct);
        }
    }

    public void Dispose() => _added.Dispose();

    private bool Cancel(string id)
    {
        if (!_working.TryGetValue(id, out var work))
        {
            return false;
        }

        work.Cancel();
        return true;
    }

    private static async Task DiscardAsync(IQueryable<ImportRun> stopped, CancellationToken ct)
    {
        await stopped.Where(r => r.Stage == ImportStage.Previewing).ExecuteDeleteAsync(ct);
        await stopped.Where(r => r.Stage == ImportStage.Applying).ExecuteUpdateAsync(set => set.SetProperty(r => r.Stage, ImportStage.Previewed).SetProperty(r => r.IsStopAsked, false), ct);
    }

    private IQueryable<ImportRun> Free(RolloutDb db)
    {
        var now = clock.GetCurrentInstant();
        return db.ImportRuns.Where(r => (r.Stage == ImportStage.Previewing || r.Stage == ImportStage.Applying) && (r.ClaimedUntil == null || r.ClaimedUntil < now));
    }
}
