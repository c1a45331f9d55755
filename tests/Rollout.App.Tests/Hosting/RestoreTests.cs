using System.IO.Compression;
using Microsoft.Data.Sqlite;
using Rollout.Testing;

namespace Rollout.App.Tests.Hosting;

/// <summary><c>rollout restore</c>, as an operator runs it: what it replaces, and what it refuses.</summary>
public sealed class RestoreTests : IDisposable
{
    private readonly TestDatabase _database = TestDatabase.On(Database.Sqlite);
    private readonly TestDatabase _elsewhere = TestDatabase.Empty(Database.Sqlite);

    private string File => Path.Combine(_elsewhere.Folder, "backup.zip");

    [Fact]
    public async Task What_a_crash_left_behind_is_moved_away_whole_and_never_played_into_the_backup()
    {
        var branch = A.Branch();
        _database.Given(A.Rollout(), branch, A.Person(branch));
        await RolloutProgram.SucceedAsync(_database, "backup", File);
        using var crashed = TestDatabase.Empty(Database.Sqlite);
        Crash(_database, () => Array.ForEach(new int[50], _ => _database.Given(A.Person(branch))), crashed.Folder);
        Assert.True(new FileInfo(Path.Combine(crashed.Folder, "rollout.db-wal")).Length > 0);

        var output = await RolloutProgram.SucceedAsync(crashed, "restore", File, "--replace");

        Assert.Contains("The backup is in its place, with 1 people.", output, StringComparison.Ordinal);
        Assert.Equal(1, SqliteFile.People(crashed));
        Assert.Equal("ok", SqliteFile.Integrity(Path.Combine(crashed.Folder, "rollout.db")));
        var replaced = Assert.Single(Directory.GetDirectories(crashed.Folder, "replaced-*"));
        Assert.Contains(replaced, output, StringComparison.Ordinal);
        Assert.Equal("ok", SqliteFile.Integrity(Path.Combine(replaced, "rollout.db")));
        Assert.Equal(51, SqliteFile.People(Path.Combine(replaced, "rollout.db")));
    }

    [Fact]
    public async Task A_folder_that_holds_a_rollout_is_replaced_only_when_that_is_said()
    {
        var branch = A.Branch();
        _database.Given(A.Rollout(), branch, A.Person(branch));
        await RolloutProgram.SucceedAsync(_database, "backup", File);
        _database.Given(A.Person(branch));

        await RolloutProgram.RefusedAsync(_database, "holds a rollout. Add --replace", "restore", File);
        Assert.Equal(2, SqliteFile.People(_database));
        SqliteConnection.ClearAllPools();
        await RolloutProgram.SucceedAsync(_database, "restore", File, "--replace");
        Assert.Equal(1, SqliteFile.People(_database));
    }

    [Fact]
    public async Task An_installation_that_was_never_set_up_is_replaced_without_asking()
    {
        using var fresh = TestDatabase.On(Database.Sqlite);
        _database.Given(A.Rollout(), A.Branch());
        await RolloutProgram.SucceedAsync(_database, "backup", File);

        await RolloutProgram.SucceedAsync(fresh, "restore", File);
    }

    [Fact]
    public async Task Nothing_is_restored_under_a_program_that_runs()
    {
        _database.Given(A.Rollout(), A.Branch());
        await RolloutProgram.SucceedAsync(_database, "backup", File);
        await using (var program = RolloutProgram.Start(_database, ["--urls", "http://127.0.0.1:0"]))
        {
            await program.SaysAsync("Rollout is ready");
            await RolloutProgram.RefusedAsync(_database, $"Rollout is running on {_database.Folder}. Stop it first", "restore", File, "--replace");
            program.Kill();
        }

        SqliteConnection.ClearAllPools();
        await RolloutProgram.SucceedAsync(_database, "restore", File, "--replace"); // a killed program leaves no lock
    }

    [Fact]
    public async Task A_backup_of_a_newer_version_is_not_restored()
    {
        _database.Given(A.Rollout(), A.Branch());
        await SqliteFile.ExecuteAsync(_database, """INSERT INTO migrations ("MigrationId", "ProductVersion") VALUES ('20990101000000_Version990', '99.0.0')""");
        await RolloutProgram.SucceedAsync(_database, "backup", File);

        await RolloutProgram.RefusedAsync(_elsewhere, "made by a newer version of Rollout than this one (0.2.0): it has 20990101000000_Version990", "restore", File);
        Assert.False(System.IO.File.Exists(Path.Combine(_elsewhere.Folder, "rollout.db")));
    }

    [Fact]
    public async Task What_is_no_backup_or_a_damaged_one_is_refused_and_changes_nothing()
    {
        _database.Given(A.Rollout(), A.Branch());
        await RolloutProgram.SucceedAsync(_database, "backup", File);
        var half = Path.Combine(_elsewhere.Folder, "half.zip");
        var whole = await System.IO.File.ReadAllBytesAsync(File);
        await System.IO.File.WriteAllBytesAsync(half, whole[..(whole.Length / 2)]);
        var other = Path.Combine(_elsewhere.Folder, "other.zip");
        using (var zip = ZipFile.Open(other, ZipArchiveMode.Create))
        {
            zip.CreateEntry("letter.txt");
        }

        await RolloutProgram.RefusedAsync(_elsewhere, "Nothing was changed; take another backup.", "restore", half);
        await RolloutProgram.RefusedAsync(_elsewhere, "is not a backup that Rollout made", "restore", other);
        await RolloutProgram.RefusedAsync(_elsewhere, "There is no file", "restore", Path.Combine(_elsewhere.Folder, "nowhere.zip"));
        Assert.Equal(["backup.zip", "half.zip", "other.zip", "running.lock"], Directory.GetFileSystemEntries(_elsewhere.Folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task The_bare_copy_that_the_first_version_made_is_a_backup_too()
    {
        using var stored = ReleasedInstallation.Stored(Database.Sqlite);
        var copy = Path.Combine(_elsewhere.Folder, "copy.db");
        System.IO.File.Copy(Path.Combine(stored.Folder, "rollout.db"), copy);
        using (var connection = SqliteFile.Open(copy))
        {
            SqliteFile.Ask(connection, "PRAGMA journal_mode = DELETE"); // as 0.1.0 left it
        }

        await RolloutProgram.SucceedAsync(_elsewhere, "restore", copy);
        await RolloutProgram.SucceedAsync(_elsewhere, "migrate");

        Assert.Equal(275, SqliteFile.People(_elsewhere));
    }

    public void Dispose()
    {
        _database.Dispose();
        _elsewhere.Dispose();
    }

    // The files as they are while something holds what was written last in the write-ahead log only: what a power cut leaves.
    private static void Crash(TestDatabase database, Action writes, string folder)
    {
        using var holding = SqliteFile.Open(Path.Combine(database.Folder, "rollout.db"));
        SqliteFile.Ask(holding, "PRAGMA wal_checkpoint(TRUNCATE)");
        SqliteFile.Ask(holding, "BEGIN");
        SqliteFile.Ask(holding, "SELECT count(*) FROM people"); // a reader that keeps the log from being written back
        writes();
        foreach (var ending in new[] { "", "-wal", "-shm" })
        {
            System.IO.File.Copy(Path.Combine(database.Folder, "rollout.db" + ending), Path.Combine(folder, "rollout.db" + ending));
        }
    }
}
