using System.IO.Compression;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using NodaTime;
using Rollout.App.Shared;

namespace Rollout.App.Hosting.Backups;

/// <summary>Describes a backup, in the backup itself.</summary>
/// <param name="Version">The version of the program that made it.</param>
public sealed record BackupManifest(int Format, string Version, DateTimeOffset MadeAt);

/// <summary>
/// Writes a backup: one zip file with the embedded database and the folders it depends on (keys, uploaded files). The program may keep running. The file gets
/// its final name only once it is complete.
/// </summary>
public sealed class BackupArchive(HostSettings settings, IClock clock)
{
    internal const string ManifestEntry = "rollout-backup.json";
    internal const string DatabaseEntry = "rollout.db";

    private const int Format = 1;

    /// <summary>Writes a backup, readable by its owner only: it holds personal data and keys.</summary>
    /// <param name="file">The file to create; it must not exist.</param>
    /// <exception cref="OperatorException">The backup could not be made; no partial file is left.</exception>
    public void Make(string file)
    {
        var (source, unfinished, copy) = (settings.DatabaseFile, file + ".unfinished", file + ".unfinished.db");
        Refuse(!File.Exists(source), $"There is no database at {source}. Name its folder with --data.");
        Refuse(File.Exists(file), $"{file} is there already, and a backup overwrites nothing. Choose another name.");
        Refuse(!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file))), $"There is no folder for {file}. Make it first.");
        try
        {
            using (var archive = CreatePrivate(unfinished))
            {
                CopyDatabase(source, copy);
                Pack(archive, copy);
                archive.Flush(flushToDisk: true);
            }

            File.Move(unfinished, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new OperatorException($"The backup could not be made: {e.Message} Nothing was kept of it.", e);
        }
        finally
        {
            SqliteFile.Delete(copy);
            File.Delete(unfinished);
        }
    }

    private void Pack(Stream archive, string database)
    {
        using var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true);
        using (var manifest = zip.CreateEntry(ManifestEntry).Open())
        {
            JsonSerializer.Serialize(manifest, new BackupManifest(Format, ProgramVersion.Number, clock.GetCurrentInstant().ToDateTimeOffset()));
        }

        Add(zip, database, DatabaseEntry);
        foreach (var folder in settings.FoldersToKeep())
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            {
                Add(zip, file, Path.GetRelativePath(settings.DataFolder, file).Replace('\\', '/'));
            }
        }
    }

    // A file deleted since the database was copied was not needed.
    private static void Add(ZipArchive zip, string file, string name)
    {
        try
        {
            using var from = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var to = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
            from.CopyTo(to);
        }
        catch (FileNotFoundException)
        {
        }
    }

    private static void CopyDatabase(string source, string target)
    {
        SqliteFile.Delete(target);
        CreatePrivate(target).Dispose();
        using var from = SqliteFile.Open(source);
        using var to = SqliteFile.Open(target);
        from.BackupDatabase(to);
        SqliteFile.Ask(to, "PRAGMA journal_mode = DELETE"); // so that the copy is one self-contained file
        if (SqliteFile.FindDamage(to) is { } damage)
        {
            throw new IOException($"the copy of the database is not whole ({damage}).");
        }
    }

    private static FileStream CreatePrivate(string file)
    {
        File.Delete(file);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(file, options);
    }

    private static void Refuse(bool when, string sentence)
    {
        if (when)
        {
            throw new OperatorException(sentence);
        }
    }
}
