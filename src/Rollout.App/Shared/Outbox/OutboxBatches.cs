using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain;

namespace Rollout.App.Shared.Outbox;

/// <summary>
/// Queues mails for everyone for whom something is due, in batches with a transaction each: what is due is marked in the transaction that queues its mails, so that a killed process leaves it
/// unmarked and two processes never queue the same.
/// </summary>
public sealed class OutboxBatches(IDbContextFactory<RolloutDb> dbs, RolloutSettingsCache rollouts, IClock clock)
{
    /// <summary>Calls <paramref name="queue"/> until a batch is not full.</summary>
    /// <param name="size">The most that <paramref name="queue"/> takes at once.</param>
    /// <param name="queue">Finds and marks what is due, adds its mails, and returns how many it found.</param>
    public async Task RunAsync(int size, Func<OutboxBatch, CancellationToken, Task<int>> queue, CancellationToken ct)
    {
        if (await rollouts.FindAsync(ct) is { } rollout)
        {
            while (await QueueAsync(rollout, queue, ct) == size)
            {
            }
        }
    }

    private async Task<int> QueueAsync(RolloutSettings rollout, Func<OutboxBatch, CancellationToken, Task<int>> queue, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var found = await queue(new OutboxBatch(db, rollout, clock.GetCurrentInstant()), ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return found;
    }
}

/// <summary>One batch, in its transaction.</summary>
public sealed record OutboxBatch(RolloutDb Db, RolloutSettings Rollout, Instant Now);
