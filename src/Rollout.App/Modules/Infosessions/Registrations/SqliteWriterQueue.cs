using Rollout.App.Persistence;

namespace Rollout.App.Modules.Infosessions.Registrations;

/// <summary>
/// On SQLite one writer goes at a time. Those who want a seat queue here, in memory and in order, because waiting inside SQLite is polling.
/// The decision itself is the database's, so a second process is no danger; PostgreSQL queues by itself, at the infosession's row.
/// </summary>
public sealed class SqliteWriterQueue : IDisposable
{
    private readonly SemaphoreSlim _semaphore = new(1, 1);

    /// <summary>Waits for a turn; disposing gives it to the next.</summary>
    internal async ValueTask<Lease> EnterAsync(RolloutDb db, CancellationToken ct)
    {
        if (!db.IsSqlite)
        {
            return default;
        }

        await _semaphore.WaitAsync(ct);
        return new Lease(_semaphore);
    }

    public void Dispose() => _semaphore.Dispose();

    internal readonly struct Lease(SemaphoreSlim? door) : IDisposable
    {
        public void Dispose() => door?.Release();
    }
}
