using System.Data;
using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Rollout.App.Data;

namespace Rollout.App.Imports;

/// <summary>
/// The rows of a people file beside the stored people: in temporary tables of one connection, so that putting them there holds up nobody,
/// a million of them take no memory, and nothing is left when the process is killed.
/// </summary>
internal sealed class PeopleStaging : IAsyncDisposable
{
    public const string Rows = "import_people";
    public const string Freed = "import_freed";

    private readonly RolloutDb _db;
    private DbTransaction? _transaction;

    private PeopleStaging(RolloutDb db) => _db = db;

    public DbConnection Connection => _db.Database.GetDbConnection();

    public static async Task<PeopleStaging> CreateAsync(RolloutDb db, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        var staging = new PeopleStaging(db);
        var columns = string.Join(", ", StagedPerson.Columns.Select(column => $"{column.Name} {SqlType(db, column.Type)}"));
        var id = SqlType(db, typeof(Guid));
        var roomy = db.IsSqlite ? "" : " WITH (fillfactor = 60)"; // PostgreSQL writes a changed row anew: beside the old one is cheapest
        await staging.DropAsync(ct); // a pooled connection may still have them from an import that was broken off
        await staging.ExecuteAsync(
            $"""
            CREATE TEMP TABLE {Rows} ({columns}, person {id}, by_number boolean NOT NULL DEFAULT FALSE, wins boolean NOT NULL DEFAULT TRUE, clash boolean NOT NULL DEFAULT FALSE){roomy};
            CREATE TEMP TABLE {Freed} (person {id} PRIMARY KEY);
            """, ct);
        return staging;
    }

    public IStagingWriter OpenWriter() => _db.IsSqlite ? new SqliteStagingWriter(_db, Rows) : new PostgresStagingWriter(_db, Rows);

    /// <summary>To be called when all rows are in.</summary>
    public Task IndexAsync(CancellationToken ct) => ExecuteAsync(
        $"CREATE INDEX {Rows}_identity ON {Rows} (identity, line); {(_db.IsSqlite ? "" : $"ANALYZE {Rows};")}", ct);

    /// <summary>What looking for missing people needs, and nothing else does.</summary>
    public Task IndexKeysAsync(CancellationToken ct) => ExecuteAsync(
        $"""
        CREATE INDEX {Rows}_number ON {Rows} (personnel_key);
        CREATE INDEX {Rows}_email ON {Rows} (email);
        CREATE INDEX {Rows}_mobile ON {Rows} (mobile_key);
        CREATE INDEX {Rows}_id ON {Rows} (id);
        CREATE INDEX {Rows}_person ON {Rows} (person);
        """, ct);

    /// <summary>
    /// Begins what is to be one act. A preview looks at one moment and locks nobody out. The real run holds the people from the comparison to the
    /// commit, so that what was compared is what is changed.
    /// </summary>
    public async Task<DbTransaction> BeginAsync(bool preview, CancellationToken ct)
    {
        if (Connection is SqliteConnection sqlite)
        {
            return _transaction = sqlite.BeginTransaction(deferred: preview);
        }

        _transaction = await Connection.BeginTransactionAsync(preview ? IsolationLevel.RepeatableRead : IsolationLevel.ReadCommitted, ct);
        if (!preview)
        {
            await ExecuteAsync("LOCK TABLE people, branches IN SHARE ROW EXCLUSIVE MODE", ct);
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

        await _db.Database.CloseConnectionAsync();
    }

    private async Task DropAsync(CancellationToken ct)
    {
        var schema = _db.IsSqlite ? "temp" : "pg_temp";
        await ExecuteAsync($"DROP TABLE IF EXISTS {schema}.{Rows}; DROP TABLE IF EXISTS {schema}.{Freed};", ct);
    }

    private DbCommand Command(string sql)
    {
        var command = Connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 600;
        command.Transaction = _transaction;
        return command;
    }

    private static string SqlType(RolloutDb db, Type type) =>
        type == typeof(Guid) ? (db.IsSqlite ? "text" : "uuid")
        : type == typeof(int) ? "integer"
        : type == typeof(bool) ? "boolean"
        : type == typeof(double) ? "double precision"
        : "text";
}
