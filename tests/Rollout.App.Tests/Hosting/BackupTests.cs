using Microsoft.Data.Sqlite;
using Rollout.App.Hosting;
using Rollout.Testing;

namespace Rollout.App.Tests.Hosting;

public sealed class BackupTests
{
    [Fact]
    public async Task A_backup_made_while_the_program_writes_is_whole()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var branch = A.Branch();
        database.Given(A.Rollout(), branch);
        using var stop = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        var writing = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                database.Given(A.Person(branch));
                started.TrySetResult();
            }
        });
        await started.Task;
        var file = Path.Combine(database.Folder, "copy.db");

        var exit = Backup.Run(new HostSettings("", database.Folder), null, file);
        await stop.CancelAsync();
        await writing;

        Assert.Equal(0, exit);
        using var copy = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        copy.Open();
        using var count = copy.CreateCommand();
        count.CommandText = "SELECT count(*) FROM people";
        Assert.InRange((long)count.ExecuteScalar()!, 1, long.MaxValue);
        Assert.False(File.Exists(file + ".unfinished"));
        Assert.False(File.Exists(file + "-wal"));
    }

    [Fact]
    public void A_backup_overwrites_nothing()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var file = Path.Combine(database.Folder, "copy.db");
        File.WriteAllText(file, "kept");

        Assert.Equal(1, Backup.Run(new HostSettings("", database.Folder), null, file));
        Assert.Equal("kept", File.ReadAllText(file));
    }

    [Fact]
    public void A_database_that_is_not_there_or_not_SQLite_is_not_backed_up_in_silence()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var file = Path.Combine(database.Folder, "copy.db");

        Assert.Equal(1, Backup.Run(new HostSettings("", database.Folder), "Host=somewhere", file));
        Assert.Equal(1, Backup.Run(new HostSettings("", Path.Combine(database.Folder, "keys")), null, file));
        Assert.False(File.Exists(file));
    }
}
