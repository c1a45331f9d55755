using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Shared.Outbox;

/// <summary>
/// Messages that wait on a page until someone acts (<see cref="OutboxState.Waiting"/>). The guards that are asked before a mail leaves are asked before one is shown, so that
/// nobody is asked for a step that is done.
/// </summary>
public sealed class WaitingMessages(IDbContextFactory<RolloutDb> dbs, IEnumerable<ISendGuard> guards, IClock clock)
{
    private const int Batch = 1000;
    private static readonly Duration LookAgainAfter = Duration.FromHours(6);

    /// <summary>Those of <paramref name="found"/> that are still wanted, the longest waiting first.</summary>
    /// <param name="found">A query over the outbox; only what waits is taken.</param>
    public async Task<IReadOnlyList<OutboxMessage>> ListAsync(RolloutDb db, IQueryable<OutboxMessage> found, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var waiting = await found.AsNoTracking().Where(m => m.State == OutboxState.Waiting && m.ExpiresAt > now).OrderBy(m => m.QueuedAt).ThenBy(m => m.Id).ToListAsync(ct);
        var lost = await LostAsync(db, waiting, now, ct);
        return waiting.FindAll(m => !lost.ContainsKey(m.Id));
    }

    /// <summary>Someone saw, passed on or printed them: they count as sent, once.</summary>
    public async Task<int> DeliverAsync(IQueryable<OutboxMessage> found, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        return await found.Where(m => m.State == OutboxState.Waiting).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.State, OutboxState.Sent).SetProperty(m => m.Attempts, m => m.Attempts + 1).SetProperty(m => m.SettledAt, now), ct);
    }

    /// <summary>Suppresses what lost its point while it waited, so that it spends nobody's contact budget any longer. The rest is looked at again some hours later.</summary>
    public async Task DropLostAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.GetCurrentInstant();
        var waiting = await db.Outbox.AsNoTracking().Where(m => m.State == OutboxState.Waiting && m.DueAt <= now - LookAgainAfter).OrderBy(m => m.DueAt).Take(Batch).ToListAsync(ct);
        var lost = await LostAsync(db, waiting, now, ct);
        foreach (var reason in waiting.GroupBy(m => lost.GetValueOrDefault(m.Id)))
        {
            var (ids, why) = (reason.Select(m => m.Id).ToList(), reason.Key);
            var state = why is null ? OutboxState.Waiting : OutboxState.Suppressed;
            await db.Outbox.Where(m => ids.Contains(m.Id) && m.State == OutboxState.Waiting).ExecuteUpdateAsync(
                set => set.SetProperty(m => m.State, state).SetProperty(m => m.FailureReason, why).SetProperty(m => m.DueAt, now).SetProperty(m => m.SettledAt, m => why == null ? m.SettledAt : now), ct);
        }
    }

    private async Task<IReadOnlyDictionary<OutboxMessageId, string>> LostAsync(RolloutDb db, IReadOnlyList<OutboxMessage> waiting, Instant now, CancellationToken ct)
    {
        var lost = new Dictionary<OutboxMessageId, string>();
        foreach (var guard in guards)
        {
            var asked = waiting.Where(m => guard.Knows(m.About) && !lost.ContainsKey(m.Id)).ToList();
            foreach (var (id, why) in asked.Count == 0 ? new Dictionary<OutboxMessageId, string>() : await guard.SuppressAsync(db, asked, now, ct))
            {
                lost[id] = why;
            }
        }

        return lost;
    }
}
