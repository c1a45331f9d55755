using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Rollout.Testing;

namespace Rollout.App.Tests.Hosting;

/// <summary>Looks into a database file past the program: with no pool, which would keep the file open.</summary>
internal static class SqliteFile
{
    public static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        return connection;
    }

    public static object? Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public static string? Integrity(string file)
    {
        using var connection = Open(file);
        return Ask(connection, "PRAGMA integrity_check") as string;
    }

    public static long People(TestDatabase database) => People(Path.Combine(database.Folder, "rollout.db"));

    public static long People(string file)
    {
        using var connection = Open(file);
        return (long)Ask(connection, "SELECT count(*) FROM people")!;
    }

    public static async Task ExecuteAsync(TestDatabase database, string sql)
    {
        await using var db = database.CreateDbContext();
        await db.Database.ExecuteSqlRawAsync(sql);
    }
}
