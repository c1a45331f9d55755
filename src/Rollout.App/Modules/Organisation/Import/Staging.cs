using System.Data;
using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Rollout.App.Persistence;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>A temporary table that is written from here.</summary>
/// <param name="Columns">Those that are written.</param>
/// <param name="Others">Those that only SQL fills, as SQL declares them; "guid" stands for what the database keeps ids in.</param>
internal sealed record StagedTable(string Name, IReadOnlyList<(string Name, Type Type)> Columns, string Others = "");

/// <summary>
/// The rows of a file beside what is stored: in temporary tables of one connection, so that putting them there holds up nobody, a million of them take no
/// memory, and nothing is left when the process is killed.
/// </summary>
internal class Staging(RolloutDb db, params IReadOnlyList<StagedTable> tables) : IAsyncDisposable
{
    private DbTransaction? _transaction;

    public DbConnection Connection => db.Database.GetDbConnection();

    public async Task CreateTablesAsync(CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        await DropAsync(ct); // a pooled connection may still have them from an import that was broken off
        var roomy = db.IsSqlite ? "" : " WITH (fillfactor = 60)"; // PostgreSQL writes a changed row anew: beside the old one is cheapest
        foreach (var table in tables)
        {
            var columns = table.Columns.Select(column => $"{column.Name} {SqlType(column.Type)}").Append(table.Others.Replace("guid", SqlType(typeof(Guid)), StringComparison.Ordinal));
            await ExecuteAsync($"CREATE TEMP TABLE {table.Name} ({string.Join(", ", columns.Where(c => c.Length > 0))}){roomy};", ct);
        }
    }

    /// <summary>Rows are put in before the transaction begins.</summary>
    public IStagingWriter OpenWriter(StagedTable table) => db.IsSqlite ? new SqliteStagingWriter(db, table) : new PostgresStagingWriter(db, table);

    /// <summary>To be called when all rows of a table are in.</summary>
    public Task IndexAsync(string sql, string table, CancellationToken ct) => ExecuteAsync($"{sql} {(db.IsSqlite ? "" : $"ANALYZE {table};")}", ct);

    /// <summary>Begins what is to be one act.</summary>
    /// <param name="onlyLooks">Looks at one moment and locks nobody out.</param>
    /// <param name="held">The tables that nobody else writes to until it ends.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<DbTransaction> BeginAsync(bool onlyLooks, string held, CancellationToken ct)
    {
        if (Connection is SqliteConnection sqlite)
        {
            return _transaction = sqlite.BeginTransaction(deferred: onlyLooks);
        }

        _transaction = await Connection.BeginTransactionAsync(onlyLooks ? IsolationLevel.RepeatableRead : IsolationLevel.ReadCommitted, ct);
        if (!onlyLooks)
        {
            await ExecuteAsync($"LOCK TABLE {held} IN SHARE ROW EXCLUSIVE MODE", ct);
        }

        return _transaction;
    }

    /// <summary>Runs SQL in the current transaction and tells how many rows it changed.</summary>
    public async Task<int> ExecuteAsync(string sql, CancellationToken ct)
    {
        await using var command = Command(sql);
        return await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The first column of every row, as whole numbers.</summary>
    public async Task<List<int>> NumbersAsync(string sql, CancellationToken ct)
    {
        var numbers = new List<int>();
        await using var command = Command(sql);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            numbers.Add(Convert.ToInt32(reader.GetValue(0), CultureInfo.InvariantCulture));
        }

        return numbers;
    }

    public async ValueTask DisposeAsync()
    {
        _transaction = null; // whoever began it has ended it by now
        try
        {
            await DropAsync(CancellationToken.None);
        }
        catch (DbException)
        {
            // The connection is gone, and the tables with it; or they are dropped when the next import finds them.
        }

        await db.Database.CloseConnectionAsync();
    }

    private Task<int> DropAsync(CancellationToken ct)
    {
        var schema = db.IsSqlite ? "temp" : "pg_temp";
        return ExecuteAsync(string.Concat(tables.Select(table => $"DROP TABLE IF EXISTS {schema}.{table.Name};")), ct);
    }

    private DbCommand Command(string sql)
    {
        var command = Connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 600;
        command.Transaction = _transaction;
        return command;
    }

    private string SqlType(Type type) =>
        type == typeof(Guid) ? (db.IsSqlite ? "text" : "uuid")
        : type == typeof(int) ? "integer"
        : type == typeof(long) ? "bigint"
        : type == typeof(bool) ? "boolean"
        : type == typeof(double) ? "double precision"
        : "text";
}
