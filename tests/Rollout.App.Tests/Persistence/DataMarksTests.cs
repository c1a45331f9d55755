using Microsoft.EntityFrameworkCore;
using Rollout.Testing;

namespace Rollout.App.Tests.Persistence;

public class DataMarksTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Whoever_only_reads_leaves_the_mark_as_it_was(Database kind)
    {
        using var database = TestDatabase.On(kind);
        database.Given(A.Branch());

        // Other writes on the same PostgreSQL server change the token too, so the test waits for a quiet moment.
        for (var tries = 1; ; tries++)
        {
            var before = await database.Marks.GetCurrentAsync(default);
            Assert.NotEmpty(await ReadAsync(database));
            if (before.Equals(await database.Marks.GetCurrentAsync(default)))
            {
                return;
            }

            Assert.True(tries < 2_000, "Reading changed the mark every time.");
        }
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Another_process_that_writes_changes_it(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var branch = A.Branch();
        database.Given(branch);
        var before = await database.Marks.GetCurrentAsync(default);

        await using var db = database.CreateDbContext();
        await db.Branches.ExecuteUpdateAsync(set => set.SetProperty(b => b.Name, "Aalst"));

        Assert.NotEqual(before, await database.Marks.GetCurrentAsync(default));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task What_was_being_written_when_one_looked_is_another_mark_once_it_is_there(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var branch = A.Branch();
        database.Given(branch);
        await using var writer = database.CreateDbContext();
        await using var transaction = await writer.Database.BeginTransactionAsync();
        await writer.Branches.ExecuteUpdateAsync(set => set.SetProperty(b => b.Name, "Aalst"));

        var before = await database.Marks.GetCurrentAsync(default);
        await using var reader = database.CreateDbContext();
        Assert.Equal(branch.Name, await reader.Branches.Select(b => b.Name).SingleAsync());
        await transaction.CommitAsync();

        Assert.NotEqual(before, await database.Marks.GetCurrentAsync(default));
    }

    // Many write while many read: a reader that finds the token unchanged afterwards has read current data.
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_same_mark_is_the_same_data(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var branches = new[] { "Gent", "Brugge", "Aalst", "Ieper" }.Select(name => A.Branch(name)).ToList();
        database.Given([.. branches]);
        using var done = new CancellationTokenSource();
        var writing = Task.WhenAll(branches.Select(branch => Task.Run(async () =>
        {
            for (var i = 0; i < 60; i++)
            {
                await using var db = database.CreateDbContext();
                await db.Branches.Where(b => b.Id == branch.Id).ExecuteUpdateAsync(set => set.SetProperty(b => b.Name, $"{branch.Code} {i}"));
            }
        }))).ContinueWith(_ => done.Cancel(), TaskScheduler.Default);

        var (same, other) = (0, 0);
        for (var after = 0; !done.IsCancellationRequested || (same == 0 && after < 2_000); after += done.IsCancellationRequested ? 1 : 0)
        {
            var mark = await database.Marks.GetCurrentAsync(default);
            var read = await ReadAsync(database);
            var again = await ReadAsync(database);
            if (mark.Equals(await database.Marks.GetCurrentAsync(default)))
            {
                Assert.Equal(read, again);
                same++;
            }
            else
            {
                other++;
            }
        }

        await writing;
        Assert.True(same > 0, "Other databases of the server were written to all the time.");
        Assert.True(other > 0, "Nobody wrote while one looked, so that nothing was tried.");
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Many_who_look_at_once_after_something_was_written_all_see_another_mark(Database kind)
    {
        using var database = TestDatabase.On(kind);
        database.Given(A.Branch());
        for (var round = 0; round < 20; round++)
        {
            var before = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => database.Marks.GetCurrentAsync(default).AsTask())));
            await using var db = database.CreateDbContext();
            await db.Branches.ExecuteUpdateAsync(set => set.SetProperty(b => b.Name, $"Aalst {round}"));
            var after = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => database.Marks.GetCurrentAsync(default).AsTask())));

            Assert.Empty(before.Intersect(after));
        }
    }

    [Fact]
    public async Task A_connection_that_the_server_closed_is_opened_again()
    {
        using var database = TestDatabase.On(Database.Postgres);
        database.Given(A.Branch());
        await database.Marks.GetCurrentAsync(default);
        await using var db = database.CreateDbContext();

        await db.Database.ExecuteSqlAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");

        Assert.NotNull(await database.Marks.GetCurrentAsync(default));
    }

    private static async Task<string> ReadAsync(TestDatabase database)
    {
        await using var db = database.CreateDbContext();
        return string.Join(',', await db.Branches.OrderBy(b => b.Id).Select(b => b.Name).ToListAsync());
    }
}
