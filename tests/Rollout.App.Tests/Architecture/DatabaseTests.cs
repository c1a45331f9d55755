using System.Text.RegularExpressions;

namespace Rollout.App.Tests.Architecture;

/// <summary>Commands and queries are written once, for both databases; what differs between the two is in one folder.</summary>
public sealed partial class DatabaseTests
{
    /// <summary>What operates a database has to know which one it is.</summary>
    private static readonly Dictionary<string, string> KnowTheKind = new()
    {
        ["Hosting/Backups/BackupArchive.cs"] = "the embedded database is copied, a server is not",
        ["Hosting/Backups/RestoreBackup.cs"] = "the same, back",
        ["Hosting/Backups/ScheduledBackups.cs"] = "the same, by itself",
        ["Hosting/Backups/SqliteFile.cs"] = "the file of the embedded database",
        ["Hosting/Checks/BackupsCheck.cs"] = "a server has backups of its own",
        ["Hosting/Checks/ClockCheck.cs"] = "a server has a clock of its own",
        ["Hosting/Checks/DatabaseCheck.cs"] = "says where the database is",
        ["Hosting/Checks/IntegrityCheck.cs"] = "looks for damage in the file",
        ["Hosting/DatabaseMigrator.cs"] = "one process migrates, kept by a file or by the server",
        ["Hosting/DatabaseUnavailableMiddleware.cs"] = "knows the errors of either that pass by themselves",
        ["Hosting/KeyRing.cs"] = "keys are in files or on the server",
        ["Hosting/OperatorErrors.cs"] = "explains the errors of either",
        ["Hosting/Telemetry/TelemetryExport.cs"] = "exports what the client of PostgreSQL measures",
    };

    private static readonly IReadOnlyList<Source> App = Sources.Under("src/Rollout.App", ".cs", ".razor");

    [Fact]
    public void What_differs_between_the_databases_is_in_the_persistence_folder()
    {
        var knowing = App.Where(s => Kind().IsMatch(s.Text)).Select(s => s.Path["src/Rollout.App/".Length..]).Where(p => !p.StartsWith("Persistence/", StringComparison.Ordinal)).ToList();

        Found.Nothing(knowing.Except(KnowTheKind.Keys).Select(p => $"{p} mentions which database it is, or how one locks: ask Persistence/Locks.cs"));
        Found.Nothing(KnowTheKind.Keys.Except(knowing).Select(p => $"{p} need not be on the list"));
    }

    [Fact]
    public void Only_one_class_locks() =>
        Assert.Equal(["Locks.cs"], App.Where(s => Locking().IsMatch(s.Text)).Select(s => s.Name));

    [Fact]
    public void A_query_lifts_only_the_filter_it_names()
    {
        Found.Nothing(Sources.Under("src", ".cs", ".razor").Concat(Sources.Under("tests", ".cs")).Where(s => s.Name is not ("QueryFilters.cs" or "DatabaseTests.cs") && s.Text.Contains("IgnoreQueryFilters", StringComparison.Ordinal)).Select(s => $"{s.Path} lifts filters: ask QueryFilters for the one it means"));
        Found.Nothing(App.Where(s => Regex.IsMatch(s.Text, @"HasQueryFilter\((?!QueryFilters\.)")).Select(s => $"{s.Path} has a filter without a name"));
    }

    [GeneratedRegex(@"\bIsSqlite\b|\bSqlite(Exception|Connection|Command|OpenMode|RolloutDb|ChangeToken)\b|\bNpgsql|\bPostgres(Exception|RolloutDb|ChangeToken)\b|\bpg_[a-z]+|\bPRAGMA\b|sqlite_master")]
    private static partial Regex Kind();

    [GeneratedRegex(@"\bSKIP LOCKED\b|\bFOR (NO KEY )?UPDATE\b|\bLOCK TABLE\b|\bpg_(try_)?advisory")]
    private static partial Regex Locking();
}
