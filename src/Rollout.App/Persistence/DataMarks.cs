using System.Data;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Rollout.App.Persistence;

/// <summary>A token that changes whenever any process commits a write; cached reads are valid while it is unchanged. It says nothing about what was written.</summary>
public interface IDatabaseChangeToken
{
    /// <summary>The current token, compared with <see cref="object.Equals(object)"/>. Get it before reading.</summary>
    ValueTask<object> GetCurrentAsync(CancellationToken ct);
}

/// <summary>
/// SQLite counts for each connection what other connections commit (<see href="https://sqlite.org/pragma.html#pragma_data_version"/>), so one connection that
/// never writes stays open; after an error a new one starts counting again, which gives a different token.
/// </summary>
internal sealed class SqliteChangeToken(string connectionString) : IDatabaseChangeToken, IDisposable
{
    private readonly Lock _lock = new();
    private SqliteCommand? _command;

    public ValueTask<object> GetCurrentAsync(CancellationToken ct)
    {
        lock (_lock)
        {
            var question = _command ??= Open();
            try
            {
                return ValueTask.FromResult<object>((question, (long)question.ExecuteScalar()!));
            }
            catch (SqliteException)
            {
                Close();
                throw;
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            Close();
        }
    }

    private SqliteCommand Open()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        connection.Open();
        var question = connection.CreateCommand();
        question.CommandText = "PRAGMA data_version";
        return question;
    }

    private void Close()
    {
        _command?.Connection?.Dispose();
        _command?.Dispose();
        _command = null;
    }
}

/// <summary>
/// A PostgreSQL snapshot says which transactions have ended (<see
/// href="https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-SNAPSHOT"/>); transactions that only read do not change it. Concurrent
/// callers share one query, which starts after each of them called.
/// </summary>
internal sealed class PostgresChangeToken(string connectionString) : IDatabaseChangeToken, IAsyncDisposable, IDisposable
{
    private readonly Lock _lock = new();
    private NpgsqlCommand? _command;
    private Task<object>? _current;
    private Task<object>? _next;

    public async ValueTask<object> GetCurrentAsync(CancellationToken ct)
    {
        Task<object> mine;
        lock (_lock)
        {
            mine = _current is null ? _current = QueryAfterAsync(null) : _next ??= QueryAfterAsync(_current);
        }

        return await mine.WaitAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _command, null) is { } question)
        {
            await (question.Connection?.DisposeAsync() ?? default);
            await question.DisposeAsync();
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _command, null) is { } question)
        {
            question.Connection?.Dispose();
            question.Dispose();
        }
    }

    private async Task<object> QueryAfterAsync(Task? before)
    {
        await Task.Yield();
        if (before is not null)
        {
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        try
        {
            return await QueryAsync();
        }
        finally
        {
            lock (_lock)
            {
                (_current, _next) = (_next, null);
            }
        }
    }

    // One query at a time, on a connection that stays open; the server may have closed it since it was last used.
    private async Task<object> QueryAsync()
    {
        while (true)
        {
            var isNew = _command?.Connection?.State is not ConnectionState.Open;
            if (isNew)
            {
                await DisposeAsync();
                _command = await OpenAsync();
            }

            try
            {
                return await _command!.ExecuteScalarAsync() ?? throw new DataException("PostgreSQL did not say what it sees.");
            }
            catch (NpgsqlException) when (!isNew)
            {
                await DisposeAsync();
            }
        }
    }

    private async Task<NpgsqlCommand> OpenAsync()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        try
        {
            await connection.OpenAsync();
            var question = new NpgsqlCommand("SELECT pg_current_snapshot()::text", connection);
            await question.PrepareAsync();
            return question;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
