using Microsoft.Data.Sqlite;

namespace Rollout.App.Hosting.Backups;

/// <summary>Low-level access to a SQLite file, outside the application's connection pool and settings.</summary>
internal static class SqliteFile
{
    private static ReadOnlySpan<byte> Magic => "SQLite format 3\0"u8;

    /// <summary>Opens an unpooled connection, so that disposing it really closes the file.</summary>
    public static SqliteConnection Open(string file, SqliteOpenMode mode = SqliteOpenMode.ReadWrite)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 30 }.ToString());
        connection.Open();
        return connection;
    }

    /// <summary>Deletes the file and its journals. SQLite would replay a leftover journal into the next file with the same name.</summary>
    public static void Delete(string file) => Array.ForEach(["", "-wal", "-shm", "-journal"], ending => File.Delete(file + ending));

    /// <summary>Whether the file starts with the SQLite header.</summary>
    public static bool Is(string file)
    {
        Span<byte> begin = stackalloc byte[16];
        using var stream = File.OpenRead(file);
        return stream.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false) == begin.Length && begin.SequenceEqual(Magic);
    }

    /// <summary>Checks pages, indexes and foreign keys; returns the first problem, or null if there is none.</summary>
    public static string? FindDamage(SqliteConnection connection) =>
        Ask(connection, "PRAGMA integrity_check(1)") is var whole && whole is not "ok" ? whole ?? "no answer"
        : Ask(connection, """SELECT "table" || ' refers to a row of ' || parent || ' that is not there' FROM pragma_foreign_key_check LIMIT 1""");

    /// <summary>Returns the first column of the first row, or null.</summary>
    public static string? Ask(SqliteConnection connection, string question)
    {
        using var command = connection.CreateCommand();
        command.CommandText = question;
        return command.ExecuteScalar() is { } value and not DBNull ? Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) : null;
    }
}
