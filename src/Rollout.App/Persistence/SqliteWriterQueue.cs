namespace Rollout.App.Persistence;

/// <summary>
/// SQLite allows one writer at a time, and waiting for it means polling; so sign-ups queue here first, in memory and in order. The decision is still made in
/// the database, so a second process does no harm. PostgreSQL queues at the infosession's row by itself.
/// </summary>
public sealed class SqliteWriterQueue : IDisposable
{
    private readonly SemaphoreSlim _semaphore = new(1, 1);

    /// <summary>Waits for its turn; disposing the lease passes it on.</summary>
    internal async ValueTask<Lease> EnterAsync(RolloutDb db, CancellationToken ct)
    {
        if (!db.HasOneWriter())
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
