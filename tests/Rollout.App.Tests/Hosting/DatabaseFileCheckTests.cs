using System.Text;
using Microsoft.Data.Sqlite;
using Rollout.Testing;

namespace Rollout.App.Tests.Hosting;

/// <summary><c>rollout check</c> on a database file that something happened to.</summary>
public sealed class DatabaseFileCheckTests : IDisposable
{
    private readonly TestDatabase _database = TestDatabase.On(Database.Sqlite);

    [Fact]
    public async Task A_file_with_a_broken_page_is_found_by_the_check()
    {
        var branch = A.Branch();
        _database.Given([A.Rollout(), branch, .. Enumerable.Range(0, 200).Select(_ => A.Person(branch))]);
        await SqliteFile.ExecuteAsync(_database, "PRAGMA wal_checkpoint(TRUNCATE)");
        long page;
        using (var connection = SqliteFile.Open(Path.Combine(_database.Folder, "rollout.db")))
        {
            page = (long)SqliteFile.Ask(connection, "SELECT rootpage FROM sqlite_master WHERE name = 'ix_people_email'")!;
        }

        SqliteConnection.ClearAllPools();
        await using (var file = File.OpenWrite(Path.Combine(_database.Folder, "rollout.db")))
        {
            file.Position = ((page - 1) * 4096) + 8;
            await file.WriteAsync(Encoding.ASCII.GetBytes(new string('x', 4088)));
        }

        var (exit, output) = await RolloutProgram.RunAsync(_database, ["check"]);

        Assert.Equal(1, exit);
        Assert.Contains("FAIL  Database file: Is damaged (", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_opened_is_not_called_damaged()
    {
        await SqliteFile.ExecuteAsync(_database, "PRAGMA wal_checkpoint(TRUNCATE)");
        SqliteConnection.ClearAllPools();
        var log = Path.Combine(_database.Folder, "rollout.db-wal");
        File.Delete(log);
        Directory.CreateDirectory(log);

        var (exit, output) = await RolloutProgram.RunAsync(_database, ["check"]);

        Assert.Equal(1, exit);
        Assert.Contains("FAIL  Database file: Could not be opened (", output, StringComparison.Ordinal);
        Assert.DoesNotContain("rollout restore", output, StringComparison.Ordinal);
    }

    public void Dispose() => _database.Dispose();
}
