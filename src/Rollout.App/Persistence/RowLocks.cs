using Microsoft.EntityFrameworkCore;
using Rollout.Domain.People;

namespace Rollout.App.Persistence;

/// <summary>
/// Some things are decided one at a time. Within a transaction, whoever decides about the same at the same moment waits until it ends: PostgreSQL
/// locks the row, SQLite writes one transaction at a time by itself.
/// </summary>
public static class RowLocks
{
    /// <summary>Whatever is decided about this person.</summary>
    public static Task<int> LockPersonAsync(this RolloutDb db, PersonId person, CancellationToken ct) =>
        db.People.Where(p => p.Id == person).ExecuteUpdateAsync(set => set.SetProperty(p => p.Version, p => p.Version), ct);

    /// <summary>Whatever is decided about these people's places, always in the same order, so that no two wait for each other.</summary>
    public static async Task LockPeopleAsync(this RolloutDb db, IEnumerable<PersonId> people, CancellationToken ct)
    {
        if (!db.IsSqlite)
        {
            var all = people.Select(p => p.Value).ToArray();
            await db.Database.ExecuteSqlAsync($"SELECT 1 FROM people WHERE id = ANY ({all}) ORDER BY id FOR NO KEY UPDATE", ct);
        }
    }

    /// <summary>Whatever is decided about the rollout as a whole.</summary>
    public static Task<int> LockRolloutAsync(this RolloutDb db, CancellationToken ct) =>
        db.Rollouts.ExecuteUpdateAsync(set => set.SetProperty(r => r.Version, r => r.Version), ct);
}
