using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Access;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Registrations;

/// <summary>
/// Holds a seat for as long as a mailed code is valid, if one is free. Without a hold, the person who types the code gets what is left by then.
/// <see cref="Waiting.AdvanceWaitingLists"/> frees what was not taken.
/// </summary>
public sealed class HoldSeat(IDbContextFactory<RolloutDb> dbs, SqliteWriterQueue writers, IClock clock)
{
    /// <param name="hold">The name it will have.</param>
    /// <param name="address">The e-mail as it was typed, of someone here or not.</param>
    /// <param name="from">The network of the browser that asks.</param>
    /// <returns>Until when a seat is held; null when none is.</returns>
    public async Task<Instant?> RunAsync(SeatHoldId hold, InfosessionId infosession, string address, string from, CancellationToken ct = default)
    {
        var (now, heldFor) = (clock.GetCurrentInstant(), SignInCode.HashOf(address));
        await using var db = await dbs.CreateDbContextAsync(ct);
        using var lease = await writers.EnterAsync(db, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockInfosessionsAsync([infosession], ct);
        var running = db.SeatHolds.Where(h => h.Infosession == infosession && h.EndsAt > now);
        var earlier = await running.AsNoTracking().SingleOrDefaultAsync(h => h.HeldFor == heldFor, ct);
        if (earlier is null && (await running.CountAsync(h => h.HeldFrom == from, ct) >= SeatHold.MostFromOneNetwork || !await db.HoldSeatAsync(infosession, now, ct)))
        {
            return null;
        }

        // Where others wait, asking again holds a seat no longer than asking once.
        var until = earlier is not null && await db.Infosessions.AnyAsync(s => s.Id == infosession && s.Waiting > 0, ct) ? earlier.EndsAt : now + SignInCode.Lifetime;
        await running.Where(h => h.HeldFor == heldFor).ExecuteDeleteAsync(ct);
        var kept = SeatHold.Keep(hold, infosession, heldFor, from, until);
        db.SeatHolds.Add(kept);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return kept.EndsAt;
    }
}

/// <summary>Finds the seat that is held under this id.</summary>
public sealed class FindSeatHold(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    public async Task<SeatHold?> RunAsync(InfosessionId infosession, Guid? hold, CancellationToken ct = default)
    {
        if (hold is not { } named)
        {
            return null;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var (id, now) = (new SeatHoldId(named), clock.GetCurrentInstant());
        return await db.SeatHolds.AsNoTracking().SingleOrDefaultAsync(h => h.Id == id && h.Infosession == infosession && h.EndsAt > now, ct);
    }

    /// <summary>How many seats are held now, and when the last of them is free again; null where none is.</summary>
    public async Task<(int Seats, Instant Until)?> HeldAsync(InfosessionId infosession, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.GetCurrentInstant();
        var ends = await db.SeatHolds.Where(h => h.Infosession == infosession && h.EndsAt > now).Select(h => h.EndsAt).ToListAsync(ct);
        return ends.Count == 0 ? null : (ends.Count, ends.Max());
    }
}
