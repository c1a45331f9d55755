using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Rollout.App.Hosting.Backups;
using Rollout.App.Hosting.Checks;
using Rollout.App.Shared.Localization;
using Rollout.Testing;

namespace Rollout.App.Tests.Hosting;

/// <summary><c>rollout backup</c> and <c>rollout restore</c>, as an operator runs them.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly TestDatabase _database = TestDatabase.On(Database.Sqlite);
    private readonly TestDatabase _elsewhere = TestDatabase.Empty(Database.Sqlite);

    private string File => Path.Combine(_elsewhere.Folder, "backup.zip");

    [Fact]
    public async Task A_backup_taken_while_the_program_writes_is_whole_and_another_machine_serves_from_it()
    {
        var branch = A.Branch();
        _database.Given(A.Rollout(), branch);
        using var stop = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        var writing = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                _database.Given(A.Person(branch));
                started.TrySetResult();
            }
        });
        await started.Task;
        var before = People(_database);

        await SucceedAsync(_database, "backup", File);
        var after = People(_database);
        await stop.CancelAsync();
        await writing;
        await SucceedAsync(_elsewhere, "restore", File);

        Assert.True(after - before > 140, $"Only {after - before} people were written while the backup was made.");
        Assert.InRange(People(_elsewhere), before, after);
        await using var program = RolloutProgram.Start(_elsewhere, ["--urls", "http://127.0.0.1:0"]);
        await program.SaysAsync("Sign in with a code by mail");
    }

    [Fact]
    public async Task A_backup_brings_the_keys_and_the_files_back_so_that_links_in_old_mails_still_work()
    {
        using var stored = UpgradeTests.Stored(Database.Sqlite);
        Directory.CreateDirectory(Path.Combine(stored.Folder, "material", "deep"));
        await System.IO.File.WriteAllTextAsync(Path.Combine(stored.Folder, "material", "deep", "slides.pdf"), "%PDF");
        Directory.CreateDirectory(Path.Combine(stored.Folder, "mails"));
        await System.IO.File.WriteAllTextAsync(Path.Combine(stored.Folder, "mails", "old.eml"), "Subject: old");

        await SucceedAsync(stored, "backup", File);
        await SucceedAsync(_elsewhere, "restore", File);

        Assert.Equal("%PDF", await System.IO.File.ReadAllTextAsync(Path.Combine(_elsewhere.Folder, "material", "deep", "slides.pdf")));
        Assert.False(Directory.Exists(Path.Combine(_elsewhere.Folder, "mails")));
        await using var app = await UpgradeTests.StartAsync(_elsewhere);
        Assert.Equal(HttpStatusCode.OK, (await app.Visitor().GetAsync(UpgradeTests.TicketLink(Database.Sqlite))).Status);
    }

    [Fact]
    public async Task What_a_crash_left_behind_is_moved_away_whole_and_never_played_into_the_backup()
    {
        var branch = A.Branch();
        _database.Given(A.Rollout(), branch, A.Person(branch));
        await SucceedAsync(_database, "backup", File);
        using var crashed = TestDatabase.Empty(Database.Sqlite);
        Crash(_database, () => Array.ForEach(new int[50], _ => _database.Given(A.Person(branch))), crashed.Folder);
        Assert.True(new FileInfo(Path.Combine(crashed.Folder, "rollout.db-wal")).Length > 0);

        var output = await SucceedAsync(crashed, "restore", File, "--replace");

        Assert.Contains("The backup is in its place, with 1 people.", output, StringComparison.Ordinal);
        Assert.Equal(1, People(crashed));
        Assert.Equal("ok", Integrity(Path.Combine(crashed.Folder, "rollout.db")));
        var replaced = Assert.Single(Directory.GetDirectories(crashed.Folder, "replaced-*"));
        Assert.Contains(replaced, output, StringComparison.Ordinal);
        Assert.Equal("ok", Integrity(Path.Combine(replaced, "rollout.db")));
        Assert.Equal(51, People(Path.Combine(replaced, "rollout.db")));
    }

    [Fact]
    public async Task A_folder_that_holds_a_rollout_is_replaced_only_when_that_is_said()
    {
        var branch = A.Branch();
        _database.Given(A.Rollout(), branch, A.Person(branch));
        await SucceedAsync(_database, "backup", File);
        _database.Given(A.Person(branch));

        await RefusedAsync(_database, "holds a rollout. Add --replace", "restore", File);
        Assert.Equal(2, People(_database));
        SqliteConnection.ClearAllPools();
        await SucceedAsync(_database, "restore", File, "--replace");
        Assert.Equal(1, People(_database));
    }

    [Fact]
    public async Task An_installation_that_was_never_set_up_is_replaced_without_asking()
    {
        using var fresh = TestDatabase.On(Database.Sqlite);
        _database.Given(A.Rollout(), A.Branch());
        await SucceedAsync(_database, "backup", File);

        await SucceedAsync(fresh, "restore", File);
    }

    [Fact]
    public async Task Nothing_is_restored_under_a_program_that_runs()
    {
        _database.Given(A.Rollout(), A.Branch());
        await SucceedAsync(_database, "backup", File);
        await using (var program = RolloutProgram.Start(_database, ["--urls", "http://127.0.0.1:0"]))
        {
            await program.SaysAsync("Rollout is ready");
            await RefusedAsync(_database, $"Rollout is running on {_database.Folder}. Stop it first", "restore", File, "--replace");
            program.Kill();
        }

        SqliteConnection.ClearAllPools();
        await SucceedAsync(_database, "restore", File, "--replace"); // a killed program leaves no lock
    }

    [Fact]
    public async Task A_backup_of_a_newer_version_is_not_restored()
    {
        _database.Given(A.Rollout(), A.Branch());
        await ExecuteAsync(_database, """INSERT INTO migrations ("MigrationId", "ProductVersion") VALUES ('20990101000000_Version990', '99.0.0')""");
        await SucceedAsync(_database, "backup", File);

        await RefusedAsync(_elsewhere, "made by a newer version of Rollout than this one (0.2.0): it has 20990101000000_Version990", "restore", File);
        Assert.False(System.IO.File.Exists(Path.Combine(_elsewhere.Folder, "rollout.db")));
    }

    [Fact]
    public async Task What_is_no_backup_or_a_damaged_one_is_refused_and_changes_nothing()
    {
        _database.Given(A.Rollout(), A.Branch());
        await SucceedAsync(_database, "backup", File);
        var half = Path.Combine(_elsewhere.Folder, "half.zip");
        var whole = await System.IO.File.ReadAllBytesAsync(File);
        await System.IO.File.WriteAllBytesAsync(half, whole[..(whole.Length / 2)]);
        var other = Path.Combine(_elsewhere.Folder, "other.zip");
        using (var zip = ZipFile.Open(other, ZipArchiveMode.Create))
        {
            zip.CreateEntry("letter.txt");
        }

        await RefusedAsync(_elsewhere, "could not be restored", "restore", half);
        await RefusedAsync(_elsewhere, "is not a backup that Rollout made", "restore", other);
        await RefusedAsync(_elsewhere, "There is no file", "restore", Path.Combine(_elsewhere.Folder, "nowhere.zip"));
        Assert.Equal(["backup.zip", "half.zip", "other.zip", "running.lock"], Directory.GetFileSystemEntries(_elsewhere.Folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task The_bare_copy_that_the_first_version_made_is_a_backup_too()
    {
        using var stored = UpgradeTests.Stored(Database.Sqlite);
        var copy = Path.Combine(_elsewhere.Folder, "copy.db");
        System.IO.File.Copy(Path.Combine(stored.Folder, "rollout.db"), copy);
        using (var connection = Open(copy))
        {
            Ask(connection, "PRAGMA journal_mode = DELETE"); // as 0.1.0 left it
        }

        await SucceedAsync(_elsewhere, "restore", copy);
        await SucceedAsync(_elsewhere, "migrate");

        Assert.Equal(275, People(_elsewhere));
    }

    [Fact]
    public async Task A_backup_overwrites_nothing_and_is_its_owners_alone()
    {
        _database.Given(A.Rollout(), A.Branch());
        await SucceedAsync(_database, "backup", File);

        await RefusedAsync(_database, "is there already, and a backup overwrites nothing", "backup", File);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        Assert.Empty(Directory.GetFiles(_elsewhere.Folder, "*.unfinished*"));
    }

    [Fact]
    public async Task A_database_that_is_not_there_or_not_SQLite_is_not_backed_up_in_silence()
    {
        using var postgres = TestDatabase.On(Database.Postgres);

        await RefusedAsync(_elsewhere, "There is no database at", "backup", File);
        await RefusedAsync(postgres, "scripts/postgres-backup", "backup", File);
        await RefusedAsync(postgres, "scripts/postgres-restore", "restore", File);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public async Task Backups_are_made_when_they_are_due_and_the_oldest_go()
    {
        var clock = new StoppedClock(A.Monday);
        _database.Given(A.Rollout(), A.Branch());
        await using var app = await RunningApp.StartAsync(_database, clock, new Dictionary<string, string?> { ["Backup:EveryHours"] = "6", ["Backup:Keep"] = "2" });
        var backups = app.Services.GetRequiredService<ScheduledBackups>();

        Assert.Equal("None was made yet; the first comes within a quarter of an hour, in " + backups.Folder + ". One is made every 6 hours, and the last 2 are kept.", await CheckedAsync(app));
        foreach (var hours in new[] { 0, 5, 6, 12 })
        {
            clock.Now = A.Monday + Duration.FromHours(hours);
            backups.MakeWhenDue();
        }

        Assert.Equal([A.Monday + Duration.FromHours(12), A.Monday + Duration.FromHours(6)], backups.Made().Select(b => b.MadeAt));
        clock.Now = A.Monday + Duration.FromHours(23);
        Assert.Equal($"The last one was made 11 hours ago. Kept in {backups.Folder}: 2. One is made every 6 hours, and the last 2 are kept.", await CheckedAsync(app));
        clock.Now = A.Monday + Duration.FromHours(24);
        Assert.StartsWith("The last one was made 12 hours ago, although the interval is 6 hours.", await CheckedAsync(app), StringComparison.Ordinal);
        await SucceedAsync(_elsewhere, "restore", backups.Made()[0].File);
    }

    [Fact]
    public async Task A_file_with_a_broken_page_is_found_by_the_check()
    {
        var branch = A.Branch();
        _database.Given([A.Rollout(), branch, .. Enumerable.Range(0, 200).Select(_ => A.Person(branch))]);
        await ExecuteAsync(_database, "PRAGMA wal_checkpoint(TRUNCATE)");
        long page;
        using (var connection = Open(Path.Combine(_database.Folder, "rollout.db")))
        {
            page = (long)Ask(connection, "SELECT rootpage FROM sqlite_master WHERE name = 'ix_people_email'")!;
        }

        SqliteConnection.ClearAllPools();
        await using (var file = System.IO.File.OpenWrite(Path.Combine(_database.Folder, "rollout.db")))
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
        await ExecuteAsync(_database, "PRAGMA wal_checkpoint(TRUNCATE)");
        SqliteConnection.ClearAllPools();
        var log = Path.Combine(_database.Folder, "rollout.db-wal");
        System.IO.File.Delete(log);
        Directory.CreateDirectory(log);

        var (exit, output) = await RolloutProgram.RunAsync(_database, ["check"]);

        Assert.Equal(1, exit);
        Assert.Contains("FAIL  Database file: Could not be opened (", output, StringComparison.Ordinal);
        Assert.DoesNotContain("rollout restore", output, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _database.Dispose();
        _elsewhere.Dispose();
    }

    private static async Task<string> SucceedAsync(TestDatabase database, params string[] arguments)
    {
        var (exit, output) = await RolloutProgram.RunAsync(database, arguments);
        Assert.True(exit == 0, output);
        return output;
    }

    private static async Task RefusedAsync(TestDatabase database, string sentence, params string[] arguments)
    {
        var (exit, output) = await RolloutProgram.RunAsync(database, arguments);
        Assert.True(exit == 1, output);
        Assert.Contains(sentence, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    private static async Task<string> CheckedAsync(RunningApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var findings = await scope.ServiceProvider.GetRequiredService<CheckInstallation>().RunAsync();
        return findings.Single(f => f.About == "Backups").Says;
    }

    // The files as they are while something holds what was written last in the write-ahead log only: what a power cut leaves.
    private static void Crash(TestDatabase database, Action writes, string folder)
    {
        using var holding = Open(Path.Combine(database.Folder, "rollout.db"));
        Ask(holding, "PRAGMA wal_checkpoint(TRUNCATE)");
        Ask(holding, "BEGIN");
        Ask(holding, "SELECT count(*) FROM people"); // a reader that keeps the log from being written back
        writes();
        foreach (var ending in new[] { "", "-wal", "-shm" })
        {
            System.IO.File.Copy(Path.Combine(database.Folder, "rollout.db" + ending), Path.Combine(folder, "rollout.db" + ending));
        }
    }

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        return connection;
    }

    private static object? Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static string? Integrity(string file)
    {
        using var connection = Open(file);
        return Ask(connection, "PRAGMA integrity_check") as string;
    }

    private static long People(TestDatabase database) => People(Path.Combine(database.Folder, "rollout.db"));

    private static long People(string file)
    {
        using var connection = Open(file);
        return (long)Ask(connection, "SELECT count(*) FROM people")!;
    }

    private static async Task ExecuteAsync(TestDatabase database, string sql)
    {
        await using var db = database.CreateDbContext();
        await db.Database.ExecuteSqlRawAsync(sql);
    }
}
