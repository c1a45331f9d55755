using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Rollout.App.Persistence;
using Rollout.App.Shared;

namespace Rollout.App.Hosting;

/// <summary>Migrates the database to the schema of this version, one process at a time.</summary>
public sealed class DatabaseMigrator(IDbContextFactory<RolloutDb> dbs, KeyRing keys, HostSettings settings) : IDisposable
{
    private const string LockFile = "migrate.lock";
    private const string LockName = "migrate";

    // Held for the lifetime of the program, so that no backup is restored underneath it.
    private FolderLock? _running;

    /// <exception cref="OperatorException">The database belongs to a newer version.</exception>
    public async Task RunAsync(CancellationToken ct = default)
    {
        _running ??= FolderLock.TryShare(settings.DataFolder, HostSettings.RunningLock)
            ?? throw new OperatorException($"A backup is being restored into {settings.DataFolder}. Start when that is done.");
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

    public void Dispose() => _running?.Dispose();

    private async Task MigrateAsync(RolloutDb db, CancellationToken ct)
    {
        await db.GetService<IHistoryRepository>().CreateIfNotExistsAsync(ct);
        var history = await DatabaseSchema.HistoryAsync(db, ct);
        if (history.Unknown is { Count: > 0 } unknown)
        {
            throw new OperatorException(
                $"This database was brought up to date by a newer version of Rollout than this one ({ProgramVersion.Number}): " +
                $"it has {string.Join(", ", unknown)}. Start that version, or restore a backup from before the upgrade.");
        }

        if (history.Pending.Count > 0)
        {
            await RemoveLeftLockAsync(db, ct);
            await db.Database.MigrateAsync(ct);
        }

        await RefreshPersonKeys.RunAsync(db, ct);
        await keys.PrepareAsync(db, ct);
    }

    // EF Core's own lock on SQLite is a row. A killed process leaves it behind, and every later process would wait for it forever.
    private static async Task RemoveLeftLockAsync(RolloutDb db, CancellationToken ct)
    {
        if (db.IsSqlite && await db.Database.SqlQueryRaw<int>("""SELECT count(*) AS "Value" FROM sqlite_master WHERE name = '__EFMigrationsLock'""").SingleAsync(ct) > 0)
        {
            await db.Database.ExecuteSqlRawAsync("""DELETE FROM "__EFMigrationsLock" """, ct);
        }
    }

    // A transaction-level lock also works behind a connection pooler, and the server releases it when the connection is lost.
    private static async Task LockAsync(RolloutDb db, CancellationToken ct)
    {
        if (!await db.TryAcquireLockAsync(LockName, ct))
        {
            await SayWaitingAsync();
            db.Database.SetCommandTimeout(0);
            await db.AcquireLockAsync(LockName, ct);
        }
    }

    private static Task SayWaitingAsync() => Console.Error.WriteLineAsync("Another process is bringing this database up to date. Waiting until it is done.");
}
