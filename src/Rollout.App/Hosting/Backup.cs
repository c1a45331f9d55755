using Microsoft.Data.Sqlite;

namespace Rollout.App.Hosting;

/// <summary><c>rollout backup FILE</c>: a consistent copy of the embedded database, made while it is in use.</summary>
internal static class Backup
{
    /// <param name="postgres">The connection string if the database is PostgreSQL.</param>
    /// <param name="file">The target file; an existing file is never overwritten.</param>
    /// <returns>0 only when the copy is complete.</returns>
    public static int Run(HostSettings settings, string? postgres, string file)
    {
        var source = Path.Combine(settings.DataFolder, "rollout.db");
        var refusal =
            postgres is not null ? "The database is PostgreSQL: back it up with pg_dump --format=custom, and keep the keys folder of the data folder beside it."
            : !File.Exists(source) ? $"There is no database at {source}. Name its folder with --data."
            : File.Exists(file) ? $"{file} is there already, and a backup overwrites nothing. Choose another name."
            : !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file))) ? $"There is no folder for {file}. Make it first."
            : null;
        if (refusal is not null)
        {
            Console.Error.WriteLine(refusal);
            return 1;
        }

        // An interrupted copy never has the name of a complete one.
        var unfinished = file + ".unfinished";
        File.Delete(unfinished);
        var trouble = Copy(source, unfinished);
        if (trouble is not null)
        {
            File.Delete(unfinished);
            Console.Error.WriteLine($"The copy is not whole: {trouble}. Nothing was kept.");
            return 1;
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(unfinished, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.Move(unfinished, file);
        Console.Out.WriteLine($"The database is in {Path.GetFullPath(file)}. Keep the folder {Path.Combine(settings.DataFolder, "keys")} with it: without it everyone signs in again and old links stop working.");
        return 0;
    }

    private static string? Copy(string source, string target)
    {
        try
        {
            using var from = Open(source, SqliteOpenMode.ReadWrite);
            using var to = Open(target, SqliteOpenMode.ReadWriteCreate);
            from.BackupDatabase(to);
            return Ask(to, "PRAGMA journal_mode = DELETE") is "delete" && Ask(to, "PRAGMA integrity_check") is "ok" ? null : "its integrity check failed";
        }
        catch (SqliteException e)
        {
            return e.Message;
        }
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 30 }.ToString());
        connection.Open();
        return connection;
    }

    private static string? Ask(SqliteConnection connection, string question)
    {
        using var command = connection.CreateCommand();
        command.CommandText = question;
        return command.ExecuteScalar() as string;
    }
}
