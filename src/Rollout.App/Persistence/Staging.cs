using System.Data;
using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Rollout.App.Persistence;

/// <summary>A temporary table written by an import.</summary>
/// <param name="Columns">The columns written from the file.</param>
/// <param name="Others">The declarations of columns filled only by SQL; "guid" stands for the database's type for ids.</param>
public sealed record StagedTable(string Name, IReadOnlyList<(string Name, Type Type)> Columns, string Others = "");

/// <summary>
/// The rows of a file in temporary tables of one connection, so that writing them blocks nobody, a million of them need no memory, and nothing is left behind
/// when the process is killed.
/// </summary>
public class Staging(RolloutDb db, params IReadOnlyList<StagedTable> tables) : IAsyncDisposable
{
    private readonly bool _endsElsewhere;
    private DbTransaction? _transaction;

    /// <summary>Works in a transaction that has begun already, and ends elsewhere.</summary>
    public Staging(RolloutDb db, DbTransaction transaction, params IReadOnlyList<StagedTable> tables)
        : this(db, tables) => (_transaction, _endsElsewhere) = (transaction, true);

    public DbConnection Connection => db.Database.GetDbConnection();

    public async Task CreateTablesAsync(CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        await DropAsync(ct); // a pooled connection may still have them from an interrupted import
        var roomy = db.IsSqlite ? "" : " WITH (fillfactor = 60)"; // PostgreSQL writes a changed row as a new version, which is cheapest on the same page
        foreach (var table in tables)
        {
            var columns = table.Columns.Select(column => $"{column.Name} {SqlType(column.Type)}").Append(table.Others.Replace("guid", SqlType(typeof(Guid)), StringComparison.Ordinal));
            await ExecuteAsync($"CREATE TEMP TABLE {table.Name} ({string.Join(", ", columns.Where(c => c.Length > 0))}){roomy};", ct);
        }
    }

    /// <summary>Opens a writer. Rows are written before the transaction begins.</summary>
    public IStagingWriter OpenWriter(StagedTable table) => db.IsSqlite ? new SqliteStagingWriter(db, table) : new PostgresStagingWriter(db, table);

    /// <summary>Call when all rows of a table have been written.</summary>
    public Task IndexAsync(string sql, string table, CancellationToken ct) => ExecuteAsync($"{sql} {(db.IsSqlite ? "" : $"ANALYZE {table};")}", ct);

    /// <summary>Begins the transaction.</summary>
    /// <param name="onlyLooks">Reads a snapshot and blocks nobody.</param>
    /// <param name="held">The tables that nobody else may write to until it ends.</param>
    public async Task<DbTransaction> BeginAsync(bool onlyLooks, string held, CancellationToken ct)
    {
        if (Connection is SqliteConnection sqlite)
        {
            return _transaction = sqlite.BeginTransaction(deferred: onlyLooks);
        }

        _transaction = await Connection.BeginTransactionAsync(onlyLooks ? IsolationLevel.RepeatableRead : IsolationLevel.ReadCommitted, ct);
        if (!onlyLooks)
        {
            await ExecuteAsync(Locks.OfTables(held), ct);
        }

        return _transaction;
    }

    /// <summary>Runs SQL in the current transaction and returns the number of changed rows.</summary>
    public async Task<int> ExecuteAsync(string sql, CancellationToken ct)
    {
        await using var command = Command(sql);
        return await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Runs SQL with values from outside in the current transaction and returns the number of changed rows.</summary>
    public async Task<int> ExecuteAsync(string sql, IEnumerable<(string Name, object Value)> values, CancellationToken ct)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The first column of every row, as integers.</summary>
    public Task<List<int>> NumbersAsync(string sql, CancellationToken ct) => QueryAsync(sql, row => Convert.ToInt32(row.GetValue(0), CultureInfo.InvariantCulture), ct);

    /// <summary>What is read from every row.</summary>
    public Task<List<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> read, CancellationToken ct) => QueryAsync(sql, [], read, ct);

    /// <summary>The same with values from outside.</summary>
    public async Task<List<T>> QueryAsync<T>(string sql, IEnumerable<(string Name, object Value)> values, Func<DbDataReader, T> read, CancellationToken ct)
    {
        var found = new List<T>();
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            found.Add(read(reader));
        }

        return found;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _transaction = _endsElsewhere ? _transaction : null; // otherwise its owner has already ended it
        try
        {
            await DropAsync(CancellationToken.None);
        }
        catch (DbException)
        {
            // The connection is gone, and the tables with it; or the next import that gets it drops them.
        }

        await db.Database.CloseConnectionAsync();
    }

    private Task<int> DropAsync(CancellationToken ct)
    {
        var schema = db.IsSqlite ? "temp" : "pg_temp";
        return ExecuteAsync(string.Concat(tables.Select(table => $"DROP TABLE IF EXISTS {schema}.{table.Name};")), ct);
    }

    private DbCommand Command(string sql, params IEnumerable<(string Name, object Value)> values)
    {
        var command = Connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 600;
        command.Transaction = _transaction;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

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
