using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Rollout.App.Persistence;

namespace Rollout.App.Hosting;

/// <summary>Brings the database up to the schema of this version, one process at a time.</summary>
public sealed class DatabaseMigrator(IDbContextFactory<RolloutDb> dbs, DatabaseSchema schema, HostSettings settings)
{
    private const string LockFile = "migrate.lock";
    private const string LockName = "migrate";

    /// <exception cref="OperatorException">A newer version made the database.</exception>
    public async Task RunAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (db.IsSqlite)
        {
            using var file = await FolderLock.TakeAsync(settings.DataFolder, LockFile, SayWaitingAsync, ct);
            await MigrateAsync(db, ct);
            return;
        }

        await using var locking = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await locking.Database.BeginTransactionAsync(ct);
        await LockAsync(locking, ct);
        await MigrateAsync(db, ct);
        await transaction.CommitAsync(ct);
    }

    private async Task MigrateAsync(RolloutDb db, CancellationToken ct)
    {
        await db.GetService<IHistoryRepository>().CreateIfNotExistsAsync(ct);
        if ((await schema.CompareAsync(ct)).Unknown is { Count: > 0 } unknown)
        {
            throw new OperatorException(
                $"This database was brought up to date by a newer version of Rollout than this one ({typeof(DatabaseMigrator).Assembly.GetName().Version!.ToString(3)}): " +
                $"it has {string.Join(", ", unknown)}. Start that version, or restore a backup from before the upgrade.");
        }

        await RemoveLeftLockAsync(db, ct);
        await db.Database.MigrateAsync(ct);
        await RefreshPersonKeys.RunAsync(db, ct);
    }

    // EF Core's own lock on SQLite is a row: a process that was killed leaves it, and every later one would wait for ever. We hold a lock that cannot be left.
    private static async Task RemoveLeftLockAsync(RolloutDb db, CancellationToken ct)
    {
        if (db.IsSqlite && await db.Database.SqlQueryRaw<int>("""SELECT count(*) AS "Value" FROM sqlite_master WHERE name = '__EFMigrationsLock'""").SingleAsync(ct) > 0)
        {
            await db.Database.ExecuteSqlRawAsync("""DELETE FROM "__EFMigrationsLock" """, ct);
        }
    }

    // The lock ends with its transaction, so it also works behind a pooler, and the server ends it with the connection of a process that is gone.
    private static async Task LockAsync(RolloutDb db, CancellationToken ct)
    {
        if (!await db.Database.SqlQuery<bool>($"""SELECT pg_try_advisory_xact_lock(hashtext({LockName})) AS "Value" """).SingleAsync(ct))
        {
            await SayWaitingAsync();
            db.Database.SetCommandTimeout(0);
            await db.AcquireLockAsync(LockName, ct);
        }
    }

    private static Task SayWaitingAsync() => Console.Error.WriteLineAsync("Another process is bringing this database up to date. Waiting until it is done.");
}
