using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Rollout.App.Persistence;
using Rollout.App.Shared;

namespace Rollout.App.Hosting.Backups;

/// <summary>
/// Restores a backup into the data folder. Existing files are moved aside, never deleted, and always together with their write-ahead log: SQLite would
/// replay a log left by a crash into the restored database.
/// </summary>
public sealed class RestoreBackup(HostSettings settings, IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    private static readonly LocalDateTimePattern Stamp = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd-HHmmss");

    /// <param name="file">A backup, or the bare database copy that version 0.1.0 wrote, which has no keys.</param>
    /// <param name="replace">Whether an existing rollout may be moved aside.</param>
    /// <returns>A message for the operator.</returns>
    /// <exception cref="OperatorException">The restore was refused or failed.</exception>
    public string Run(string file, bool replace)
    {
        using var alone = FolderLock.TryTake(settings.DataFolder, HostSettings.RunningLock)
            ?? throw new OperatorException($"Rollout is running on {settings.DataFolder}. Stop it first, then restore.");
        var staging = Path.Combine(settings.DataFolder, HostSettings.StagingFolder);
        try
        {
            Empty(staging);
            Unpack(file, staging);
            Examine(Path.Combine(staging, BackupArchive.DatabaseEntry));
            if (!replace && HoldsRollout())
            {
                throw new OperatorException($"{settings.DataFolder} holds a rollout. Add --replace to move it away and put the backup in its place.");
            }

            var replaced = MoveAway(keepFolders: SqliteFile.Is(file));
            MoveIn(staging);
            return Report(replaced);
        }
        catch (InvalidDataException e)
        {
            throw new OperatorException($"{file} is not a backup that Rollout made, or not a whole one: {e.Message} Nothing was changed; take another backup.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException or JsonException)
        {
            throw new OperatorException($"{file} could not be restored: {e.Message}", e);
        }
        finally
        {
            if (Directory.Exists(staging))
            {
                Directory.Delete(staging, recursive: true);
            }
        }
    }

    private static void Empty(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        HostSettings.MakePrivateFolder(folder);
    }

    private static void Unpack(string file, string staging)
    {
        if (!File.Exists(file))
        {
            throw new OperatorException($"There is no file {file}.");
        }

        if (SqliteFile.Is(file))
        {
            if (File.Exists(file + "-wal"))
            {
                throw new OperatorException($"{file} is a database in use, with what was written last in {file}-wal, and no backup. Make one with “rollout backup”.");
            }

            File.Copy(file, Path.Combine(staging, BackupArchive.DatabaseEntry));
            return;
        }

        using var zip = ZipFile.OpenRead(file);
        if (zip.GetEntry(BackupArchive.ManifestEntry) is not { } manifest || zip.GetEntry(BackupArchive.DatabaseEntry) is null)
        {
            throw new OperatorException($"{file} is not a backup that Rollout made.");
        }

        zip.ExtractToDirectory(staging);
        File.Delete(Path.Combine(staging, manifest.FullName));
        if (!OperatingSystem.IsWindows())
        {
            // Extracted files are readable by everyone by default, and the keys must not be.
            foreach (var extracted in Directory.GetFiles(staging, "*", SearchOption.AllDirectories))
            {
                File.SetUnixFileMode(extracted, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }
    }

    // The database must be intact and not from a newer version.
    private void Examine(string database)
    {
        using var connection = SqliteFile.Open(database);
        if (SqliteFile.FindDamage(connection) is { } damage)
        {
            throw new OperatorException($"The database in the backup is damaged ({damage}). Nothing was changed; take another backup.");
        }

        using var db = dbs.CreateDbContext();
        var known = db.Database.GetMigrations().Select(m => $"'{m}'");
        if (SqliteFile.Ask(connection, $"SELECT group_concat(\"MigrationId\", ', ') FROM migrations WHERE \"MigrationId\" NOT IN ({string.Join(", ", known)})") is { } unknown)
        {
            throw new OperatorException($"The backup was made by a newer version of Rollout than this one ({ProgramVersion.Number}): it has {unknown}. Restore it with that version. Nothing was changed.");
        }
    }

    // A database that cannot be read may still be worth keeping.
    private bool HoldsRollout()
    {
        if (!File.Exists(settings.DatabaseFile))
        {
            return false;
        }

        try
        {
            using var connection = SqliteFile.Open(settings.DatabaseFile);
            return SqliteFile.Ask(connection, "SELECT count(*) FROM sqlite_master WHERE name = 'rollout'") is not "0"
                && SqliteFile.Ask(connection, "SELECT count(*) FROM rollout") is not "0";
        }
        catch (SqliteException)
        {
            return true;
        }
    }

    /// <returns>The folder that everything was moved to, or null if there was nothing to move.</returns>
    private string? MoveAway(bool keepFolders)
    {
        var old = Directory.GetFiles(settings.DataFolder, Path.GetFileName(settings.DatabaseFile) + "*")
            .Concat(keepFolders ? [] : settings.FoldersToKeep()).ToList();
        if (old.Count == 0)
        {
            return null;
        }

        var away = Path.Combine(settings.DataFolder, HostSettings.ReplacedPrefix + Stamp.Format(clock.GetCurrentInstant().InUtc().LocalDateTime));
        for (var again = 2; Directory.Exists(away); again++)
        {
            away = string.Create(CultureInfo.InvariantCulture, $"{away.Split('.')[0]}.{again}");
        }

        HostSettings.MakePrivateFolder(away);
        old.ForEach(path => Directory.Move(path, Path.Combine(away, Path.GetFileName(path))));
        return away;
    }

    // The database goes last: an interrupted restore leaves no database rather than one without its keys.
    private void MoveIn(string staging)
    {
        foreach (var path in Directory.GetFileSystemEntries(staging).OrderBy(p => Path.GetFileName(p) == BackupArchive.DatabaseEntry))
        {
            Directory.Move(path, Path.Combine(settings.DataFolder, Path.GetFileName(path)));
        }
    }

    private string Report(string? replaced)
    {
        using var connection = SqliteFile.Open(settings.DatabaseFile);
        if (SqliteFile.FindDamage(connection) is { } damage)
        {
            throw new OperatorException($"The database is damaged now that it is in its place ({damage}): look at the disk. What was there before is in {replaced}.");
        }

        var people = SqliteFile.Ask(connection, "SELECT count(*) FROM people");
        return $"The backup is in its place, with {people} people. " +
            (replaced is null ? "" : $"What was there before is in {replaced}: delete it once all is well. ") + "Start Rollout now; it brings the database up to date.";
    }
}
