using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared.Outbox.Returns;
using Rollout.App.Shared.Telemetry;
using Rollout.Notifications.Outbox;
using Rollout.Notifications.Returns;

namespace Rollout.App.Shared.Outbox;

/// <summary>
/// The outbox in the database. Each step is one statement over many messages that touches only what the caller still holds: a dispatcher stalled beyond its
/// lease changes nothing.
/// </summary>
/// <param name="owner">The identity of this process; null where claims are never released at a restart.</param>
public sealed class OutboxStore(IDbContextFactory<RolloutDb> dbs, IEnumerable<ISendGuard> checks, IClock clock, ClaimOwner? owner = null) : IOutbox
{
    /// <summary>How long a dispatcher may hold a batch before it counts as dead.</summary>
    public static readonly Duration Lease = Duration.FromMinutes(5);

    public async Task ReleaseOwnClaimsAsync(CancellationToken ct)
    {
        if (owner is not null)
        {
            await using var db = await dbs.CreateDbContextAsync(ct);
            await SettleVanishedAsync(db.Outbox.Where(m => m.State == OutboxState.Claimed && m.ClaimedBy == owner.Id), clock.GetCurrentInstant(), ct);
        }
    }

    public async Task ExpireAndReclaimAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.GetCurrentInstant();
        var vanished = db.Outbox.Where(m => m.State == OutboxState.Claimed && m.ClaimedUntil <= now);
        if (await vanished.AnyAsync(ct))
        {
            await SettleVanishedAsync(vanished, now, ct);
        }

        var late = db.Outbox.Where(m => (m.State == OutboxState.Queued || m.State == OutboxState.Waiting) && m.ExpiresAt <= now);
        if (await late.AnyAsync(ct))
        {
            await late.ExecuteUpdateAsync(
                m => m.SetProperty(x => x.State, OutboxState.Suppressed).SetProperty(x => x.FailureReason, SuppressionReason.TooLate).SetProperty(x => x.SettledAt, now), ct);
        }
    }

    public async Task<Instant?> NextDueAsync(OutboxLane lane, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var urgent = lane == OutboxLane.Urgent;
        var waiting = db.Outbox.Where(m => m.State == OutboxState.Queued && m.Urgent == urgent);
        if (!urgent && await IsPausedAsync(db, ct))
        {
            waiting = waiting.Where(m => m.Kind == OutboxKind.Service);
        }

        return await waiting.MinAsync(m => (Instant?)m.DueAt, ct);
    }

    public async Task<IReadOnlyList<OutboxMessage>> SettleAndClaimAsync(IReadOnlyList<OutboxUpdate> settled, OutboxLane lane, int most, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = clock.GetCurrentInstant();
        await SettleAsync(db, settled, now, ct);
        var claimed = most > 0 ? await ClaimWantedAsync(db, lane, most, now, ct) : [];
        await transaction.CommitAsync(ct);
        foreach (var same in settled.GroupBy(s => s.State == OutboxState.Queued ? (s.Attempted ? "retry" : "deferred") : s.State.ToString().ToLowerInvariant()))
        {
            RolloutTelemetry.MessagesSettled(same.Key, same.Count());
        }

        return claimed;
    }

    private async Task<IReadOnlyList<OutboxMessage>> ClaimWantedAsync(RolloutDb db, OutboxLane lane, int most, Instant now, CancellationToken ct)
    {
        while (true)
        {
            var claimed = await ClaimAsync(db, lane, OutboxKind.Service, most, now, ct);
            if (claimed.Count == 0 && lane == OutboxLane.Bulk && !await IsPausedAsync(db, ct))
            {
                claimed = await ClaimAsync(db, lane, OutboxKind.Nudge, most, now, ct);
            }

            var wanted = await LookAgainAsync(db, claimed, now, ct);
            if (claimed.Count == 0 || wanted.Count > 0)
            {
                return wanted;
            }
        }
    }

    // Messages waiting for the server are retried together, whatever their jitter; messages waiting for working hours are retried then.
    private static object GroupKey(OutboxUpdate s) => (s.State, s.FailureReason, s.Attempted, s.Message.ClaimedUntil, s.Attempted ? s.Message.Attempts : -1, s.Attempted ? null : s.TryAgainAt);

    // Messages that expire first are sent first: a sign-in code is worthless after ten minutes.
    private async Task<IReadOnlyList<OutboxMessage>> ClaimAsync(RolloutDb db, OutboxLane lane, OutboxKind kind, int most, Instant now, CancellationToken ct)
    {
        var until = (now + Lease).ToUnixTimeMilliseconds();
        var skipLocked = db.SkipLocked();
        var sql = $$"""
            UPDATE outbox SET state = 'Claimed', claimed_until = {0}, claimed_by = {1}, handed_over_at = {4}
            WHERE id IN (
                SELECT id FROM outbox WHERE state = 'Queued' AND urgent = {2} AND kind = {3} AND due_at <= {4} AND (useless_from IS NULL OR useless_from > {4})
                ORDER BY CASE WHEN useless_from IS NULL THEN 1 ELSE 0 END, useless_from, due_at LIMIT {5} {{skipLocked}})
            RETURNING *
            """;
        var claimed = await db.Outbox
            .FromSqlRaw(sql, until, owner?.Id ?? Guid.Empty, lane == OutboxLane.Urgent, kind.ToString(), now.ToUnixTimeMilliseconds(), most)
            .AsNoTracking().ToListAsync(ct);

        // RETURNING keeps no order.
        return [.. claimed.OrderBy(m => m.ExpiresAt ?? Instant.MaxValue).ThenBy(m => m.DueAt)];
    }

    private async Task<IReadOnlyList<OutboxMessage>> LookAgainAsync(RolloutDb db, IReadOnlyList<OutboxMessage> claimed, Instant now, CancellationToken ct)
    {
        var kept = claimed.ToDictionary(m => m.Id);
        var settled = new List<OutboxUpdate>();
        foreach (var check in checks)
        {
            foreach (var (id, why) in await AskAsync(kept.Values, check, known => check.SuppressAsync(db, known, now, ct)))
            {
                settled.Add(new OutboxUpdate(kept[id], OutboxState.Suppressed, why, Attempted: false));
                kept.Remove(id);
            }

            foreach (var (id, moment) in await AskAsync(kept.Values, check, known => check.DeferAsync(db, known, now, ct)))
            {
                settled.Add(new OutboxUpdate(kept[id], OutboxState.Queued, kept[id].FailureReason, moment, Attempted: false));
                kept.Remove(id);
            }
        }

        await SettleAsync(db, settled, now, ct);
        return [.. claimed.Where(m => kept.ContainsKey(m.Id))];
    }

    private static async Task<IReadOnlyDictionary<OutboxMessageId, TAnswer>> AskAsync<TAnswer>(
        IEnumerable<OutboxMessage> messages, ISendGuard check, Func<IReadOnlyList<OutboxMessage>, Task<IReadOnlyDictionary<OutboxMessageId, TAnswer>>> ask)
    {
        var known = messages.Where(m => check.Knows(m.About)).ToList();
        return known.Count == 0 ? new Dictionary<OutboxMessageId, TAnswer>() : await ask(known);
    }

    private static async Task SettleAsync(RolloutDb db, IReadOnlyList<OutboxUpdate> settled, Instant now, CancellationToken ct)
    {
        foreach (var same in settled.GroupBy(GroupKey))
        {
            await SettleGroupAsync(db, [.. same], now, ct);
        }

        foreach (var gone in settled.Where(s => s.NoSuchMailbox))
        {
            await SuppressAddress.RunAsync(db, gone.Message.Address, ReturnKind.NoSuchMailbox, gone.FailureReason ?? "", now, ct);
        }
    }

    private static async Task SettleGroupAsync(RolloutDb db, IReadOnlyList<OutboxUpdate> same, Instant now, CancellationToken ct)
    {
        var first = same[0];
        var ids = same.Select(s => s.Message.Id).ToList();
        var attempts = first.Attempted ? 1 : 0;
        var tryAgainAt = first.TryAgainAt;
        await db.Outbox.Where(m => ids.Contains(m.Id) && m.State == OutboxState.Claimed && m.ClaimedUntil == first.Message.ClaimedUntil).ExecuteUpdateAsync(
            m => m
                .SetProperty(x => x.State, first.State)
                .SetProperty(x => x.FailureReason, first.FailureReason)
                .SetProperty(x => x.Attempts, x => x.Attempts + attempts)
                .SetProperty(x => x.DueAt, x => tryAgainAt ?? x.DueAt)
                .SetProperty(x => x.ClaimedUntil, (Instant?)null)
                .SetProperty(x => x.SettledAt, now),
            ct);
    }

    // It may have been sent before the dispatcher died. A service mail is sent again with the same Message-ID, a nudge is not.
    private static async Task SettleVanishedAsync(IQueryable<OutboxMessage> vanished, Instant now, CancellationToken ct)
    {
        await vanished.Where(m => m.Kind == OutboxKind.Nudge && m.HandedOverAt != null).ExecuteUpdateAsync(
            m => m.SetProperty(x => x.State, OutboxState.Unknown).SetProperty(x => x.FailureReason, SuppressionReason.Vanished).SetProperty(x => x.Attempts, x => x.Attempts + 1).SetProperty(x => x.SettledAt, now), ct);
        await vanished.ExecuteUpdateAsync(
            m => m.SetProperty(x => x.State, OutboxState.Queued).SetProperty(x => x.ClaimedUntil, (Instant?)null).SetProperty(x => x.SettledAt, now), ct);
    }

    private static Task<bool> IsPausedAsync(RolloutDb db, CancellationToken ct) => db.Rollouts.AnyAsync(r => r.PausedAt != null, ct);
}
