using System.Net;
using Rollout.Testing;

namespace Rollout.App.Tests.Hosting;

/// <summary><c>rollout backup</c>, as an operator runs it, and that a restored backup serves.</summary>
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
        var before = SqliteFile.People(_database);

        await RolloutProgram.SucceedAsync(_database, "backup", File);
        var after = SqliteFile.People(_database);
        await stop.CancelAsync();
        await writing;
        await RolloutProgram.SucceedAsync(_elsewhere, "restore", File);

        Assert.True(after - before > 140, $"Only {after - before} people were written while the backup was made.");
        Assert.InRange(SqliteFile.People(_elsewhere), before, after);
        await using var program = RolloutProgram.Start(_elsewhere, ["--urls", "http://127.0.0.1:0"]);
        await program.SaysAsync("Sign in with a code by mail");
    }

    [Fact]
    public async Task A_backup_brings_the_keys_and_the_files_back_so_that_links_in_old_mails_still_work()
    {
        using var stored = ReleasedInstallation.Stored(Database.Sqlite);
        Directory.CreateDirectory(Path.Combine(stored.Folder, "material", "deep"));
        await System.IO.File.WriteAllTextAsync(Path.Combine(stored.Folder, "material", "deep", "slides.pdf"), "%PDF");
        Directory.CreateDirectory(Path.Combine(stored.Folder, "mails"));
        await System.IO.File.WriteAllTextAsync(Path.Combine(stored.Folder, "mails", "old.eml"), "Subject: old");

        await RolloutProgram.SucceedAsync(stored, "backup", File);
        await RolloutProgram.SucceedAsync(_elsewhere, "restore", File);

        Assert.Equal("%PDF", await System.IO.File.ReadAllTextAsync(Path.Combine(_elsewhere.Folder, "material", "deep", "slides.pdf")));
        Assert.False(Directory.Exists(Path.Combine(_elsewhere.Folder, "mails")));
        await using var app = await ReleasedInstallation.StartAsync(_elsewhere);
        Assert.Equal(HttpStatusCode.OK, (await app.Visitor().GetAsync(ReleasedInstallation.TicketLink(Database.Sqlite))).Status);
    }

    [Fact]
    public async Task A_backup_overwrites_nothing_and_is_its_owners_alone()
    {
        _database.Given(A.Rollout(), A.Branch());
        await RolloutProgram.SucceedAsync(_database, "backup", File);

        await RolloutProgram.RefusedAsync(_database, "is there already, and a backup overwrites nothing", "backup", File);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        Assert.Empty(Directory.GetFiles(_elsewhere.Folder, "*.unfinished*"));
    }

    [Fact]
    public async Task A_database_that_is_not_there_or_not_SQLite_is_not_backed_up_in_silence()
    {
        using var postgres = TestDatabase.On(Database.Postgres);

        await RolloutProgram.RefusedAsync(_elsewhere, "There is no database at", "backup", File);
        await RolloutProgram.RefusedAsync(postgres, "scripts/postgres-backup", "backup", File);
        await RolloutProgram.RefusedAsync(postgres, "scripts/postgres-restore", "restore", File);
        Assert.False(System.IO.File.Exists(File));
    }

    public void Dispose()
    {
        _database.Dispose();
        _elsewhere.Dispose();
    }
}
