using Microsoft.EntityFrameworkCore;
using Rollout.Domain.People;

namespace Rollout.App.Persistence;

/// <summary>
/// Row locks held until the transaction ends, for decisions that must be made one at a time. PostgreSQL locks the row; SQLite allows one writer at a time
/// anyway.
/// </summary>
public static class RowLocks
{
    /// <summary>Locks a person.</summary>
    public static Task<int> LockPersonAsync(this RolloutDb db, PersonId person, CancellationToken ct) =>
        db.People.Where(p => p.Id == person).ExecuteUpdateAsync(set => set.SetProperty(p => p.Version, p => p.Version), ct);

    /// <summary>Locks people, always in the same order to avoid deadlocks.</summary>
    public static async Task LockPeopleAsync(this RolloutDb db, IEnumerable<PersonId> people, CancellationToken ct)
    {
        if (!db.IsSqlite)
        {
            var all = people.Select(p => p.Value).ToArray();
            await db.Database.ExecuteSqlAsync($"SELECT 1 FROM people WHERE id = ANY ({all}) ORDER BY id FOR NO KEY UPDATE", ct);
        }
    }

    /// <summary>Locks the rollout as a whole.</summary>
    public static Task<int> LockRolloutAsync(this RolloutDb db, CancellationToken ct) =>
        db.Rollouts.ExecuteUpdateAsync(set => set.SetProperty(r => r.Version, r => r.Version), ct);
}
