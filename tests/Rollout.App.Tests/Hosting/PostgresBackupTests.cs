using System.Diagnostics;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Rollout.Testing;

namespace Rollout.App.Tests.Hosting;

/// <summary>The scripts round pg_dump and pg_restore that operating.md tells operators to use.</summary>
public sealed class PostgresBackupTests
{
    [Fact]
    public async Task A_backup_is_brought_back_with_files_keys_and_links()
    {
        using var stored = ReleasedInstallation.Stored(Database.Postgres);
        Directory.CreateDirectory(Path.Combine(stored.Folder, "material"));
        await File.WriteAllTextAsync(Path.Combine(stored.Folder, "material", "slides.pdf"), "%PDF");
        using var other = TestDatabase.Empty(Database.Postgres);
        var file = Path.Combine(other.Folder, "backup.tar");

        await SucceedAsync("postgres-backup", stored, file, stored.Folder);
        var said = await SucceedAsync("postgres-restore", other, file, other.Folder);

        Assert.Contains("The backup is in its place, with 275 people.", said, StringComparison.Ordinal);
        Assert.Equal("%PDF", await File.ReadAllTextAsync(Path.Combine(other.Folder, "material", "slides.pdf")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        await using var app = await ReleasedInstallation.StartAsync(other);
        Assert.Equal(HttpStatusCode.OK, (await app.Visitor().GetAsync(ReleasedInstallation.TicketLink(Database.Postgres))).Status);
        await DropReplacedAsync(other);
    }

    [Fact]
    public async Task A_database_that_holds_a_rollout_is_renamed_only_when_that_is_said_and_never_under_a_program_that_runs()
    {
        using var database = TestDatabase.On(Database.Postgres);
        var branch = A.Branch();
        database.Given(A.Rollout(), branch, A.Person(branch));
        var file = Path.Combine(database.Folder, "backup.tar");
        await SucceedAsync("postgres-backup", database, file);
        database.Given(A.Person(branch));

        await RefusedAsync("Something is connected", "postgres-restore", database, file, "--replace"); // this test is
        NpgsqlConnection.ClearAllPools();
        await RefusedAsync("holds a rollout. Add --replace", "postgres-restore", database, file);
        var said = await SucceedAsync("postgres-restore", database, file, "--replace");

        Assert.Contains("with 1 people", said, StringComparison.Ordinal);
        Assert.Contains(Name(database) + "_replaced_", said, StringComparison.Ordinal);
        await using var db = database.CreateDbContext();
        Assert.Equal(1, await db.People.CountAsync());
        await DropReplacedAsync(database);
    }

    [Fact]
    public async Task What_is_no_whole_backup_is_refused_and_changes_nothing()
    {
        using var database = TestDatabase.On(Database.Postgres);
        database.Given(A.Rollout());
        NpgsqlConnection.ClearAllPools();
        var file = Path.Combine(database.Folder, "backup.tar");
        await SucceedAsync("postgres-backup", database, file);
        var half = Path.Combine(database.Folder, "half.tar");
        await File.WriteAllBytesAsync(half, (await File.ReadAllBytesAsync(file))[..5_000]);

        await RefusedAsync("is not a whole backup", "postgres-restore", database, half, "--replace");
        await RefusedAsync("is there already", "postgres-backup", database, file);
        await using var db = database.CreateDbContext();
        Assert.Equal(1, await db.Rollouts.CountAsync());
    }

    private static async Task<string> SucceedAsync(string script, TestDatabase database, params string[] arguments)
    {
        var (exit, output) = await RunAsync(script, database, arguments);
        Assert.True(exit == 0, output);
        return output;
    }

    private static async Task RefusedAsync(string sentence, string script, TestDatabase database, params string[] arguments)
    {
        var (exit, output) = await RunAsync(script, database, arguments);
        Assert.True(exit == 1, output);
        Assert.Contains(sentence, output, StringComparison.Ordinal);
    }

    private static async Task<(int Exit, string Output)> RunAsync(string script, TestDatabase database, string[] arguments)
    {
        var server = new NpgsqlConnectionStringBuilder(database.Postgres);
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "scripts", script), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PGHOST"] = server.Host;
        start.Environment["PGPORT"] = $"{server.Port}";
        start.Environment["PGUSER"] = server.Username;
        start.Environment["PGDATABASE"] = server.Database;
        start.Environment["PATH"] = $"{Environment.GetEnvironmentVariable("PATH")}:{PostgresServer.Programs}";
        using var process = Process.Start(start)!;
        var (said, wrong) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await said + await wrong);
    }

    private static string Name(TestDatabase database) => new NpgsqlConnectionStringBuilder(database.Postgres).Database!;

    private static async Task DropReplacedAsync(TestDatabase database)
    {
        await using var connection = new NpgsqlConnection($"{PostgresServer.ConnectionString};Database=postgres;Pooling=false");
        await connection.OpenAsync();
        await using var find = new NpgsqlCommand("SELECT datname FROM pg_database WHERE datname LIKE $1", connection) { Parameters = { new() { Value = Name(database) + "_replaced_%" } } };
        if (await find.ExecuteScalarAsync() is string replaced)
        {
            await using var drop = new NpgsqlCommand($"DROP DATABASE \"{replaced}\" WITH (FORCE)", connection);
            await drop.ExecuteNonQueryAsync();
        }
    }
}
