using Microsoft.Data.Sqlite;
using Npgsql;

namespace Rollout.App.Hosting;

/// <summary>Puts what an operator can mend (a folder, a disk, a database) into a sentence that says what is wrong and what to change.</summary>
internal static class OperatorErrors
{
    /// <returns>The sentence; null for a defect of the program.</returns>
    public static string? Explain(Exception? trouble, string dataFolder) => trouble switch
    {
        null => null,
        SqliteException sqlite => Explain(sqlite.SqliteErrorCode, Path.Combine(dataFolder, "rollout.db"), sqlite.Message),
        PostgresException refused => Explain(refused),
        NpgsqlException lost => $"PostgreSQL does not answer: {lost.Message}. Start it, or correct ConnectionStrings:Rollout.",
        ArgumentException { Source: "Npgsql" or "System.Data.Common" } => $"ConnectionStrings:Rollout is not a connection string of PostgreSQL: {trouble.Message}",
        UnauthorizedAccessException => $"Rollout may not write to its data folder: {trouble.Message} Give {dataFolder} to the user it runs as, or choose another folder with --data.",
        FileNotFoundException => null,
        IOException io when IsFull(io) => $"The disk of the data folder {dataFolder} is full: {io.Message}. Make room, or choose another folder with --data.",
        IOException => $"Rollout cannot use its data folder {dataFolder}: {trouble.Message} Choose another with --data.",
        _ => Explain(trouble.InnerException, dataFolder),
    };

    /// <summary>Whether there is no room left: the disk is full, or a quota or a limit on the size of files is reached.</summary>
    public static bool IsFull(IOException trouble) => OperatingSystem.IsWindows()
        ? (trouble.HResult & 0xFFFF) is 112 or 39
        : trouble.HResult is 27 or 28 or 122; // EFBIG, ENOSPC, EDQUOT

    // Result codes of SQLite: https://sqlite.org/rescode.html
    private static string? Explain(int code, string file, string message) => code switch
    {
        5 or 6 => $"The database {file} is locked by another program, and stayed so for half a minute. End that program: a second Rollout on the same folder, a backup, or a tool that has it open.",
        3 or 8 or 14 => $"The database {file} cannot be opened for writing ({message}). Give it and its folder to the user Rollout runs as, or choose another folder with --data.",
        10 or 13 => $"The database {file} cannot be written ({message}). Is the disk full, mounted read-only or failing?",
        11 or 26 => $"{file} is damaged, or is no database ({message}). Bring a backup back with “rollout restore FILE --replace”.",
        _ => null,
    };

    private static string? Explain(PostgresException refused) => refused.SqlState switch
    {
        "3D000" => $"PostgreSQL has no such database: {refused.MessageText}. Make it, or correct ConnectionStrings:Rollout.",
        ['2', '8', ..] => $"PostgreSQL refuses the sign-in: {refused.MessageText}. Correct the user and password in ConnectionStrings:Rollout.",
        "42501" => $"The user of ConnectionStrings:Rollout may not do what is needed: {refused.MessageText}. Make it the owner of the database.",
        "25006" => $"PostgreSQL is read-only: {refused.MessageText}. Name the primary in ConnectionStrings:Rollout.",
        ['5', '3' or '7', ..] => $"PostgreSQL cannot serve now: {refused.MessageText}. Try again when it can.",
        _ => null,
    };
}
