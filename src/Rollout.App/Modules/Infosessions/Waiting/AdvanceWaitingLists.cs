using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions.Browsing;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Modules.Infosessions.Registrations;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Waiting;

/// <summary>
/// Ends unanswered offers and expired holds, so that the seat goes to the next, and the waiting lists of infosessions that start. Running late does no harm,
/// because an expired offer cannot be taken anyway.
/// </summary>
public sealed class AdvanceWaitingLists(
    IDbContextFactory<RolloutDb> dbs, RolloutSettingsCache rollouts, WaitingListEmails letters, WaitingLists lists, SqliteWriterQueue turns, IClock clock)
{
    public async Task RunAsync(CancellationToken ct = default)
    {
        if (await rollouts.FindAsync(ct) is not { } rollout)
        {
            return;
        }

        // Each infosession is handled in its own transaction; few are due at a time.
        foreach (var id in await DueAsync(ct))
        {
            await AdvanceAsync(rollout, id, ct);
        }
    }

    private async Task<IReadOnlyList<InfosessionId>> DueAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.GetCurrentInstant();
        return await db.Infosessions
            .Where(s => s.State == InfosessionState.Published && s.Waiting + s.Offered > 0 && (s.StartsAt <= now ||
                db.Registrations.Any(r => r.Infosession == s.Id && r.State == RegistrationState.Offered && r.OfferEndsAt <= now) ||
                db.SeatHolds.Any(h => h.Infosession == s.Id && h.EndsAt <= now)))
            .Select(s => s.Id).ToListAsync(ct);
    }

    private async Task AdvanceAsync(RolloutSettings rollout, InfosessionId id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        using var turn = await turns.EnterAsync(db, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockInfosessionsAsync([id], ct);
        var now = clock.GetCurrentInstant();
        var facts = await db.Infosessions.Where(s => s.Id == id).Facts(db).SingleAsync(ct);
        var starts = now >= facts.StartsAt;
        await db.EndAsync(id, starts ? null : now, now, starts ? await WithoutSeatAsync() : ended => letters.OfferEnded(rollout, facts, ended.Who, ended.Registration, now), ct);
        await lists.AdvanceAsync(db, rollout, id, now, ct);
        await transaction.CommitAsync(ct);

        async Task<Func<WaitingEntry, Rollout.Notifications.Outbox.OutboxMessage>> WithoutSeatAsync()
        {
            var next = await db.NextOfTopicAsync(facts, now, ct);
            return waiter => letters.WithoutSeat(rollout, facts, waiter.Who, waiter.Registration, next, now);
        }
    }
}

internal static class WaitingListExpiry
{
    /// <summary>Ends offers and holds that expired by <paramref name="offersUntil"/>; null ends all of them and all waiting. Each person gets a mail.</summary>
    public static async Task EndAsync(
        this RolloutDb db, InfosessionId id, Instant? offersUntil, Instant now, Func<WaitingEntry, Rollout.Notifications.Outbox.OutboxMessage> write, CancellationToken ct)
    {
        var over = await db.Registrations
            .Where(r => r.Infosession == id && (offersUntil == null
                ? r.State == RegistrationState.Waiting || r.State == RegistrationState.Offered
                : r.State == RegistrationState.Offered && r.OfferEndsAt <= offersUntil))
            .Waiters(db).ToListAsync(ct);
        var offered = over.Count(w => w.Registration.State == RegistrationState.Offered);
        over.ForEach(w => w.Registration.Expire(now));
        db.Outbox.AddRange(over.Where(w => w is { IsActive: true, Who.Email: not null }).Select(write));
        var held = await db.SeatHolds.Where(h => h.Infosession == id && (offersUntil == null || h.EndsAt <= offersUntil)).ExecuteDeleteAsync(ct);
        await db.CountAsync(id, offered: -offered - held, waiting: offered - over.Count, ct: ct);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Other infosessions of the topic with a free seat, soonest first.</summary>
    public static async Task<IReadOnlyList<InfosessionFacts>> NextOfTopicAsync(this RolloutDb db, InfosessionFacts facts, Instant now, CancellationToken ct) =>
        await db.Coming(now).WithoutDryRuns().WithFreeSeat().Where(s => s.Topic == facts.Topic && s.Id != facts.Id).OrderBy(s => s.StartsAt).Take(30).Facts(db).ToListAsync(ct);
}
