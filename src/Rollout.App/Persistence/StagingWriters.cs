using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Rollout.App.Persistence;

/// <summary>Writes rows to a staging table as fast as the database allows.</summary>
public interface IStagingWriter : IAsyncDisposable
{
    /// <param name="values">One row in column order; the array is reused for the next row.</param>
    ValueTask WriteAsync(object?[] values, CancellationToken ct);

    ValueTask CompleteAsync(CancellationToken ct);
}

/// <summary>A prepared statement executed per row in one transaction, which affects only the temporary database.</summary>
internal sealed class SqliteStagingWriter : IStagingWriter
{
    private readonly SqliteTransaction _transaction;
    private readonly SqliteCommand _insert;

    public SqliteStagingWriter(RolloutDb db, StagedTable table)
    {
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        _transaction = connection.BeginTransaction(deferred: true);
        _insert = connection.CreateCommand();
        _insert.Transaction = _transaction;
        _insert.CommandText =
            $"INSERT INTO temp.{table.Name} ({string.Join(", ", table.Columns.Select(c => c.Name))}) VALUES ({string.Join(", ", table.Columns.Select(c => "$" + c.Name))})";
        foreach (var (name, _) in table.Columns)
        {
            _insert.Parameters.Add(new SqliteParameter("$" + name, DBNull.Value));
        }

        _insert.Prepare();
    }

    public ValueTask WriteAsync(object?[] values, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        for (var i = 0; i < values.Length; i++)
        {
            _insert.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        _insert.ExecuteNonQuery(); // SQLite has no asynchronous I/O to wait for
        return ValueTask.CompletedTask;
    }

    public async ValueTask CompleteAsync(CancellationToken ct) => await _transaction.CommitAsync(ct);

    public async ValueTask DisposeAsync()
    {
        await _insert.DisposeAsync();
        await _transaction.DisposeAsync();
    }
}

/// <summary>Uses PostgreSQL's binary COPY.</summary>
internal sealed class PostgresStagingWriter(RolloutDb db, StagedTable table) : IStagingWriter
{
    private NpgsqlBinaryImporter? _copy;

    public async ValueTask WriteAsync(object?[] values, CancellationToken ct)
    {
        _copy ??= await ((NpgsqlConnection)db.Database.GetDbConnection()).BeginBinaryImportAsync(
            $"COPY {table.Name} ({string.Join(", ", table.Columns.Select(c => c.Name))}) FROM STDIN (FORMAT BINARY)", ct);
        await _copy.StartRowAsync(ct);
        for (var i = 0; i < values.Length; i++)
        {
            await (values[i] switch
            {
                string text => _copy.WriteAsync(text, NpgsqlDbType.Text, ct),
                int number => _copy.WriteAsync(number, NpgsqlDbType.Integer, ct),
                long number => _copy.WriteAsync(number, NpgsqlDbType.Bigint, ct),
                bool truth => _copy.WriteAsync(truth, NpgsqlDbType.Boolean, ct),
                double part => _copy.WriteAsync(part, NpgsqlDbType.Double, ct),
                Guid id => _copy.WriteAsync(id, NpgsqlDbType.Uuid, ct),
                _ => _copy.WriteNullAsync(ct),
            });
        }
    }

    public async ValueTask CompleteAsync(CancellationToken ct)
    {
        if (_copy is not null)
        {
            await _copy.CompleteAsync(ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_copy is not null)
        {
            await _copy.DisposeAsync();
        }
    }
}
