using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Rollout.App.Persistence;

/// <summary>Transactions in which several queries see one state of the database, and which keep nobody from writing.</summary>
public static class Snapshots
{
    /// <summary>Begins one. On PostgreSQL its queries may use more memory than others, because large sets are compared in it.</summary>
    public static async Task<IDbContextTransaction> BeginSnapshotAsync(this RolloutDb db, CancellationToken ct)
    {
        if (db.IsSqlite)
        {
            await db.Database.OpenConnectionAsync(ct);
            return (await db.Database.UseTransactionAsync(((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true), ct))!;
        }

        var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        await db.Database.ExecuteSqlAsync($"SET LOCAL work_mem = '256MB'", ct);
        return transaction;
    }
}
