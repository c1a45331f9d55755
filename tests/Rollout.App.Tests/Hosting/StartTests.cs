using Microsoft.Data.Sqlite;
using Rollout.Testing;

namespace Rollout.App.Tests.Hosting;

/// <summary>A start that cannot succeed ends with a sentence that says what is wrong and what to change, and no stack trace.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task A_file_where_the_data_folder_should_be()
    {
        using var database = TestDatabase.Empty(Database.Sqlite);
        var file = Path.Combine(database.Folder, "file");
        await File.WriteAllTextAsync(file, "");

        await SaysAsync(null, ["--data", file], $"cannot use its data folder {file}", "Choose another with --data.");
    }

    [Fact]
    public async Task A_folder_that_nobody_can_make()
    {
        using var database = TestDatabase.Empty(Database.Sqlite);
        var file = Path.Combine(database.Folder, "file");
        await File.WriteAllTextAsync(file, "");

        await SaysAsync(null, ["--data", Path.Combine(file, "below")], "data folder", "--data");
    }

    [Fact]
    public async Task A_disk_without_room()
    {
        using var database = TestDatabase.Empty(Database.Sqlite);

        // A limit of the shell on the size of files, which the program meets as it meets a full disk.
        var (exit, output) = await RolloutProgram.RunInShellAsync("ulimit -f 200; trap '' XFSZ", ["migrate", "--data", database.Folder]);

        AssertSentence(exit, output, "cannot be written", "Is the disk full");
    }

    [Fact]
    public async Task A_database_that_another_program_has_locked()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        using var connection = new SqliteConnection($"Data Source={Path.Combine(database.Folder, "rollout.db")};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        command.ExecuteNonQuery();

        await SaysAsync(database, ["--urls", "http://127.0.0.1:0"], "is locked by another program", "End that program");
    }

    [Fact]
    public async Task An_address_where_another_program_listens()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        other.Start();

        await SaysAsync(database, ["--urls", $"http://{other.LocalEndpoint}"], $"cannot listen at http://{other.LocalEndpoint}", "Choose another address with --urls.");
    }

    [Fact]
    public async Task A_file_that_is_no_database()
    {
        using var database = TestDatabase.Empty(Database.Sqlite);
        await File.WriteAllTextAsync(Path.Combine(database.Folder, "rollout.db"), string.Concat(Enumerable.Repeat("This is a letter, and no database. ", 100)));

        await SaysAsync(database, ["--urls", "http://127.0.0.1:0"], "is damaged, or is no database", "rollout restore");
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Username=rollout;Database=rollout", "PostgreSQL does not answer: Failed to connect to 127.0.0.1:1", "correct ConnectionStrings:Rollout")]
    [InlineData("Host=127.0.0.1;Port=many", "ConnectionStrings:Rollout is not a connection string of PostgreSQL", "")]
    [InlineData("{server};Database=nobody_made_this", "PostgreSQL has no such database", "Make it, or correct ConnectionStrings:Rollout")]
    [InlineData("{server};Username=nobody_here;Database=postgres", "PostgreSQL refuses the sign-in", "Correct the user and password in ConnectionStrings:Rollout")]
    public async Task A_postgresql_that_cannot_be_used(string connection, string what, string change)
    {
        using var folder = TestDatabase.Empty(Database.Sqlite);

        var (exit, output) = await RolloutProgram.RunAsync(
            folder, ["--urls", "http://127.0.0.1:0"], ("ConnectionStrings__Rollout", connection.Replace("{server}", PostgresServer.ConnectionString, StringComparison.Ordinal)));

        AssertSentence(exit, output, what, change);
    }

    private static async Task SaysAsync(TestDatabase? database, string[] arguments, string what, string change)
    {
        var (exit, output) = await RolloutProgram.RunAsync(database, arguments);
        AssertSentence(exit, output, what, change);
    }

    private static void AssertSentence(int exit, string output, string what, string change)
    {
        Assert.Equal(1, exit);
        Assert.Contains(what, output, StringComparison.Ordinal);
        Assert.Contains(change, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }
}
