using System.Diagnostics;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Rollout.App.Persistence;
using Rollout.Testing;

namespace Rollout.App.Tests.Hosting;

/// <summary>The real program while it brings a database up to date: killed in the middle, and two at once.</summary>
public sealed class MigrationLockTests
{
    // Noting that a migration was applied takes for ever, so that the kill finds a migration in the middle of its transaction.
    private const string HangOnSqlite =
        "CREATE TRIGGER hang BEFORE INSERT ON migrations BEGIN SELECT count(*) FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n LIMIT 100000000000); END";

    private const string HangOnPostgres =
        "CREATE FUNCTION hang() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(600); RETURN NEW; END'; CREATE TRIGGER hang BEFORE INSERT ON migrations FOR EACH ROW EXECUTE FUNCTION hang()";

    private const string Waiting = "Another process is bringing this database up to date. Waiting until it is done.";

    [Fact]
    public async Task Killed_while_it_migrates_SQLite_the_next_start_does_it_and_waits_for_nobody()
    {
        using var database = ReleasedInstallation.Stored(Database.Sqlite);
        await ExecuteAsync(database, HangOnSqlite);
        await using (var killed = RolloutProgram.Start(database, ["migrate"]))
        {
            await UntilAsync(() => Task.FromResult(HasLeftLock(database) && IsWriting(database)), killed);
            killed.Kill();
        }

        Assert.True(HasLeftLock(database)); // what EF Core leaves and would wait for
        await ExecuteAsync(database, "DROP TRIGGER hang");
        var (exit, output) = await RolloutProgram.RunAsync(database, ["migrate"]);

        Assert.Equal((0, ""), (exit, output));
        Assert.True((await new DatabaseSchema(database).CompareAsync()).IsCurrent);
    }

    [Fact]
    public async Task Killed_while_it_migrates_PostgreSQL_the_next_start_does_it()
    {
        using var database = ReleasedInstallation.Stored(Database.Postgres);
        await ExecuteAsync(database, HangOnPostgres);
        await using (var killed = RolloutProgram.Start(database, ["migrate"]))
        {
            await UntilAsync(() => IsAsleepAsync(database), killed);
            killed.Kill();
        }

        await ExecuteAsync(database, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()");
        await ExecuteAsync(database, "DROP TRIGGER hang ON migrations");
        var (exit, output) = await RolloutProgram.RunAsync(database, ["migrate"]);

        Assert.True(exit == 0, output);
        Assert.True((await new DatabaseSchema(database).CompareAsync()).IsCurrent);
    }

    [Fact]
    public async Task Whoever_starts_while_another_process_migrates_SQLite_says_what_it_waits_for_and_goes_on_after_it()
    {
        using var database = TestDatabase.Empty(Database.Sqlite);
        var other = new FileStream(Path.Combine(database.Folder, "migrate.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        await using var program = RolloutProgram.Start(database, ["migrate"]);
        await program.SaysAsync(Waiting);

        await other.DisposeAsync();

        Assert.Equal(0, await program.ExitAsync());
        Assert.True((await new DatabaseSchema(database).CompareAsync()).IsCurrent);
    }

    [Fact]
    public async Task Whoever_starts_while_another_process_migrates_PostgreSQL_says_what_it_waits_for_and_goes_on_after_it()
    {
        using var database = TestDatabase.Empty(Database.Postgres);
        await using var other = database.CreateDbContext();
        var transaction = await other.Database.BeginTransactionAsync();
        await other.AcquireLockAsync("migrate", default);
        await using var program = RolloutProgram.Start(database, ["migrate"]);
        await program.SaysAsync(Waiting);

        await transaction.DisposeAsync();

        Assert.Equal(0, await program.ExitAsync());
        Assert.True((await new DatabaseSchema(database).CompareAsync()).IsCurrent);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Two_that_start_at_once_on_an_empty_database_both_find_it_up_to_date(Database kind)
    {
        using var database = TestDatabase.Empty(kind);

        var both = await Task.WhenAll(RolloutProgram.RunAsync(database, ["migrate"]), RolloutProgram.RunAsync(database, ["migrate"]));

        Assert.All(both, one => Assert.True(one.Exit == 0, one.Output));
        Assert.All(both, one => Assert.DoesNotContain("fail:", one.Output, StringComparison.Ordinal));
        Assert.True((await new DatabaseSchema(database).CompareAsync()).IsCurrent);
    }

    [Fact]
    public async Task Two_that_start_at_once_on_PostgreSQL_share_their_first_key()
    {
        using var database = TestDatabase.Empty(Database.Postgres);
        var folders = new[] { "one", "two" }.Select(name => Path.Combine(database.Folder, name));

        await Task.WhenAll(folders.Select(folder => RolloutProgram.RunAsync(database, ["migrate", "--data", folder])));

        await using var db = database.CreateDbContext();
        Assert.Equal(1, await db.Set<DataProtectionKey>().CountAsync());
    }

    private static SqliteConnection Open(TestDatabase database)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(database.Folder, "rollout.db")};Default Timeout=1;Pooling=False");
        connection.Open();
        return connection;
    }

    private static bool HasLeftLock(TestDatabase database)
    {
        using var connection = Open(database);
        using var count = connection.CreateCommand();
        count.CommandText = """SELECT count(*) FROM "__EFMigrationsLock" """;
        return (long)count.ExecuteScalar()! > 0;
    }

    private static bool IsWriting(TestDatabase database)
    {
        using var connection = Open(database);
        try
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            return false;
        }
        catch (SqliteException busy) when (busy.SqliteErrorCode == 5)
        {
            return true;
        }
    }

    private static async Task<bool> IsAsleepAsync(TestDatabase database)
    {
        await using var db = database.CreateDbContext();
        return await db.Database.SqlQuery<int>($"""SELECT count(*)::int AS "Value" FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()""").SingleAsync() > 0;
    }

    private static async Task UntilAsync(Func<Task<bool>> done, RolloutProgram program)
    {
        var patience = Stopwatch.StartNew();
        while (!await done())
        {
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(1), $"It does not come to it: {program.Output}");
            await Task.Delay(20);
        }
    }

    private static async Task ExecuteAsync(TestDatabase database, string sql)
    {
        await using var db = database.CreateDbContext();
        await db.Database.ExecuteSqlRawAsync(sql);
    }
}
