using Microsoft.EntityFrameworkCore;
using Rollout.Domain.Infosessions;
using Rollout.Domain.Launches;
using Rollout.Domain.People;

namespace Rollout.App.Persistence;

/// <summary>
/// Locks held until the transaction ends, for decisions that must be made one at a time. PostgreSQL locks rows, names and tables. SQLite allows one writer at a time and gives the database to a
/// transaction when it begins, so there is nothing left to lock.
/// </summary>
public static class Locks
{
    /// <summary>Whether only one transaction can write at a time, which also means that a single process serves.</summary>
    public static bool HasOneWriter(this RolloutDb db) => db.IsSqlite;

    /// <summary>Locks a name, for decisions that depend on more than the rows they change.</summary>
    public static Task AcquireLockAsync(this RolloutDb db, string name, CancellationToken ct) =>
        db.HasOneWriter() ? Task.CompletedTask : db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext({name}))", ct);

    /// <summary>Locks a name unless someone else has locked it.</summary>
    public static async Task<bool> TryAcquireLockAsync(this RolloutDb db, string name, CancellationToken ct) =>
        db.HasOneWriter() || await db.Database.SqlQuery<bool>($"""SELECT pg_try_advisory_xact_lock(hashtext({name})) AS "Value" """).SingleAsync(ct);

    /// <summary>Locks the rollout as a whole.</summary>
    public static async Task LockRolloutAsync(this RolloutDb db, CancellationToken ct)
    {
        if (!db.HasOneWriter())
        {
            await db.Database.ExecuteSqlAsync($"SELECT 1 FROM rollout FOR NO KEY UPDATE", ct);
        }
    }

    public static Task LockPersonAsync(this RolloutDb db, PersonId person, CancellationToken ct) => db.LockPeopleAsync([person], ct);

    public static Task LockPeopleAsync(this RolloutDb db, IEnumerable<PersonId> people, CancellationToken ct) => db.LockRowsAsync<Person>(people.Select(p => p.Value), ct);

    /// <summary>Locks infosessions: nobody signs up or withdraws meanwhile.</summary>
    public static Task LockInfosessionsAsync(this RolloutDb db, IEnumerable<InfosessionId> infosessions, CancellationToken ct) =>
        db.LockRowsAsync<Infosession>(infosessions.Select(s => s.Value), ct);

    /// <summary>Locks an infosession and loads it.</summary>
    public static async Task<Infosession> LockAsync(this RolloutDb db, InfosessionId id, CancellationToken ct)
    {
        await db.LockInfosessionsAsync([id], ct);
        return await db.Infosessions.SingleAsync(s => s.Id == id, ct);
    }

    /// <summary>Locks a topic and loads it: no finding is added and nobody opens it meanwhile.</summary>
    public static async Task<Topic> LockAsync(this RolloutDb db, TopicId id, CancellationToken ct)
    {
        await db.LockRowsAsync<Topic>([id.Value], ct);
        return await db.Topics.SingleAsync(t => t.Id == id, ct);
    }

    public static Task LockWaveAsync(this RolloutDb db, WaveId wave, CancellationToken ct) => db.LockRowsAsync<Wave>([wave.Value], ct);

    public static Task LockLaunchAsync(this RolloutDb db, LaunchId launch, CancellationToken ct) => db.LockRowsAsync<Launch>([launch.Value], ct);

    /// <summary>Ends a subquery that chooses rows to work on: rows another process works on are passed over.</summary>
    /// <param name="of">The alias of the table whose rows are locked, where the subquery joins several.</param>
    internal static string SkipLocked(this RolloutDb db, string? of = null) => db.HasOneWriter() ? "" : $"FOR UPDATE {(of is null ? "" : $"OF {of} ")}SKIP LOCKED";

    /// <summary>Keeps everyone else from writing to tables, which can still be read. For connections that are used without EF Core.</summary>
    internal static string OfTables(string tables) => $"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE";

    // Always in the same order, so that two transactions never wait for each other. NO KEY is what an UPDATE takes: rows that refer to these can still be added.
    private static async Task LockRowsAsync<TEntity>(this RolloutDb db, IEnumerable<Guid> ids, CancellationToken ct)
    {
        if (!db.HasOneWriter())
        {
            var sql = $"SELECT 1 FROM {db.Model.FindEntityType(typeof(TEntity))!.GetTableName()} WHERE id = ANY ({{0}}) ORDER BY id FOR NO KEY UPDATE";
            await db.Database.ExecuteSqlRawAsync(sql, [ids.Distinct().ToArray()], ct);
        }
    }
}
