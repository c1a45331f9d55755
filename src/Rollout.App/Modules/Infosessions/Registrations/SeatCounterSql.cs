using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Registrations;

/// <summary>
/// Changes the counts of an infosession in the database. Each statement is an UPDATE that locks the row until the transaction ends; if it has a condition, the
/// condition is the decision, made for one concurrent request after the other.
/// </summary>
internal static class SeatCounterSql
{
    /// <summary>Holds a seat that is free for anyone, for someone who is typing a code.</summary>
    public static async Task<bool> HoldSeatAsync(this RolloutDb db, InfosessionId id, Instant now, CancellationToken ct) => await db.Database.ExecuteSqlAsync(
        $"""
        UPDATE infosessions SET offered = offered + 1
        WHERE id = {id.Value} AND state = 'Published' AND starts_at > {now.ToUnixTimeMilliseconds()} AND waiting = 0 AND taken + offered < seats
        """, ct) == 1;

    /// <summary>Stores what allocators gave out and took back, in one statement.</summary>
    public static async Task CountAsync(this RolloutDb db, IEnumerable<SeatAllocator> counts, CancellationToken ct)
    {
        var changed = counts.Where(c => c.HasChanged).ToList();
        if (changed.Count > 0)
        {
            // Both databases name the columns of VALUES column1, column2 and so on.
            var rows = string.Join(", ", changed.Select((_, i) => $"({string.Join(", ", Enumerable.Range(5 * i, 5).Select(n => $"{{{n}}}"))})"));
            await db.Database.ExecuteSqlAsync(
                FormattableStringFactory.Create(
                    $"UPDATE infosessions SET taken = taken + c.column2, offered = offered + c.column3, waiting = waiting + c.column4, last_number = last_number + c.column5 FROM (VALUES {rows}) AS c WHERE id = c.column1",
                    [.. changed.SelectMany(c => new object[] { c.Infosession.Value, c.TakenNow - c.Taken, c.OfferedNow - c.Offered, c.WaitingNow - c.Waiting, c.NumbersDrawn })]),
                ct);
        }
    }

    /// <summary>Returns what someone had.</summary>
    public static Task GiveBackAsync(this RolloutDb db, InfosessionId id, RegistrationState had, CancellationToken ct) => had switch
    {
        RegistrationState.Registered => db.CountAsync(id, taken: -1, ct: ct),
        RegistrationState.Offered => db.CountAsync(id, offered: -1, ct: ct),
        RegistrationState.Waiting => db.CountAsync(id, waiting: -1, ct: ct),
        _ => throw new InvalidOperationException($"Who is {had} has nothing to give back."),
    };

    public static Task CountAsync(this RolloutDb db, InfosessionId id, int taken = 0, int offered = 0, int waiting = 0, CancellationToken ct = default) =>
        db.Database.ExecuteSqlAsync($"UPDATE infosessions SET taken = taken + {taken}, offered = offered + {offered}, waiting = waiting + {waiting} WHERE id = {id.Value}", ct);
}
