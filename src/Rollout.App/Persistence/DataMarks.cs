using System.Data;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Rollout.App.Persistence;

/// <summary>
/// A mark of all that stands in the database: whoever finds the mark they saw before may use what they read then, because nothing was written
/// since, by whatever process. It says nothing about what was written.
/// </summary>
public interface IDatabaseChangeToken
{
    /// <summary>The mark of now; compared with <see cref="object.Equals(object)"/>. Look at it before reading.</summary>
    ValueTask<object> GetCurrentAsync(CancellationToken ct);
}

/// <summary>
/// SQLite counts for a connection what others commit (<see href="https://sqlite.org/pragma.html#pragma_data_version"/>). So one connection stays open
/// that never writes; a new one after trouble counts anew and is another mark.
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
/// What a PostgreSQL transaction sees is decided by its snapshot: which transactions have ended
/// (<see href="https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-SNAPSHOT"/>). Whoever only reads changes nothing in it. Many who look
/// at the same moment look once: at a question that began after each of them came.
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

    // One at a time, on a connection that stays open; the server may have closed it since it was used.
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
