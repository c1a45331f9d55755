using Rollout.App.Data;

namespace Rollout.App.Features.Infosessions;

/// <summary>
/// On SQLite one writer goes at a time. Those who want a seat queue here, in memory and in order, because waiting inside SQLite is polling.
/// The decision itself is the database's, so a second process is no danger; PostgreSQL queues by itself, at the infosession's row.
/// </summary>
public sealed class SeatTurns : IDisposable
{
    private readonly SemaphoreSlim _door = new(1, 1);

    /// <summary>Waits for a turn; disposing gives it to the next.</summary>
    internal async ValueTask<Turn> TakeAsync(RolloutDb db, CancellationToken ct)
    {
        if (!db.IsSqlite)
        {
            return default;
        }

        await _door.WaitAsync(ct);
        return new Turn(_door);
    }

    public void Dispose() => _door.Dispose();

    internal readonly struct Turn(SemaphoreSlim? door) : IDisposable
    {
        public void Dispose() => door?.Release();
    }
}
