using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;
using Rollout.App.Operations;
using Rollout.Testing;

namespace Rollout.App.Tests.Operations;

public sealed class DatabaseAwayTests
{
    [Fact]
    public void What_is_asked_wrongly_is_a_defect_and_not_a_database_that_is_away()
    {
        Assert.Null(DatabaseAway.Cause(new SqliteException("no such table: people", 1)));
        Assert.Null(DatabaseAway.Cause(new SqliteException("UNIQUE constraint failed", 19)));
        Assert.Null(DatabaseAway.Cause(new PostgresException("no such table", "ERROR", "ERROR", "42P01")));
        Assert.Null(DatabaseAway.Cause(new PostgresException("duplicate key", "ERROR", "ERROR", "23505")));
        Assert.Null(DatabaseAway.Cause(new InvalidOperationException("Sequence contains no elements")));
    }

    [Fact]
    public void It_is_recognised_however_deep_it_is_wrapped()
    {
        Assert.NotNull(DatabaseAway.Cause(new InvalidOperationException("transient", new NpgsqlException("lost", new SocketException()))));
        Assert.NotNull(DatabaseAway.Cause(new InvalidOperationException("saving", new SqliteException("database is locked", 5))));
        Assert.NotNull(DatabaseAway.Cause(new PostgresException("shutting down", "FATAL", "FATAL", "57P01")));
    }
}
