using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Rollout.App.Persistence;

/// <summary>A transaction in which several queries see one state of the database, and which keeps nobody from writing. It only reads: it ends without a commit.</summary>
/// <param name="transaction">As EF Core knows it.</param>
/// <param name="deferred">SQLite's own, which EF Core does not dispose because it did not begin it.</param>
internal sealed class Snapshot(IDbContextTransaction transaction, SqliteTransaction? deferred) : IAsyncDisposable
{
    /// <summary>Begins one. On PostgreSQL its queries may use more memory than others, because large sets are compared in it.</summary>
    public static async Task<Snapshot> BeginAsync(RolloutDb db, CancellationToken ct)
    {
        if (db.IsSqlite)
        {
            await db.Database.OpenConnectionAsync(ct);
            var deferred = ((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true);
            return new Snapshot((await db.Database.UseTransactionAsync(deferred, ct))!, deferred);
        }

        var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        await db.Database.ExecuteSqlAsync($"SET LOCAL work_mem = '256MB'", ct);
        return new Snapshot(transaction, null);
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        if (deferred is not null)
        {
            await deferred.DisposeAsync();
        }
    }
}
