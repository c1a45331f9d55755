using Microsoft.EntityFrameworkCore;
using Rollout.App.Persistence;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>The files of an import.</summary>
public enum ImportFile
{
    /// <summary>The file as it was sent; deleted once it was applied.</summary>
    Upload,

    /// <summary>Its refused rows, kept as long as the import.</summary>
    Refused,
}

/// <summary>A part of a file, small enough to be held in memory.</summary>
public sealed class ImportChunk
{
    /// <summary>The size of all but the last, in bytes.</summary>
    public const int Size = 1024 * 1024;

    public required string Run { get; init; }
    public required ImportFile File { get; init; }
    public required int Number { get; init; }
    public required byte[] Content { get; init; }
}

/// <summary>Stores the files of imports in the database: a file sent to one process is worked on by another. They contain personal data.</summary>
public sealed class ImportFiles(IDbContextFactory<RolloutDb> dbs)
{
    /// <summary>Stores a file in place of the one that is there.</summary>
    public async Task WriteAsync(string run, ImportFile file, Stream content, CancellationToken ct)
    {
        await DeleteAsync(run, file, ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var buffer = new byte[ImportChunk.Size];
        for (var number = 0; await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct) is > 0 and var read; number++)
        {
            db.Add(new ImportChunk { Run = run, File = file, Number = number, Content = buffer[..read] });
            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>Copies a file into a temporary one, deleted when it is closed; empty if there is none.</summary>
    public async Task<FileStream> OpenAsync(string run, ImportFile file, CancellationToken ct)
    {
        var copy = CreateTemporary();
        try
        {
            await using var db = await dbs.CreateDbContextAsync(ct);
            for (var number = 0; await Of(db, run, file).Where(c => c.Number == number).Select(c => c.Content).SingleOrDefaultAsync(ct) is { } content; number++)
            {
                await copy.WriteAsync(content, ct);
            }

            copy.Position = 0;
            return copy;
        }
        catch
        {
            await copy.DisposeAsync();
            throw;
        }
    }

    public async Task DeleteAsync(string run, ImportFile file, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await Of(db, run, file).ExecuteDeleteAsync(ct);
    }

    /// <summary>A temporary file readable by its owner only, deleted when it is closed.</summary>
    internal static FileStream CreateTemporary() =>
        new(Path.GetTempFileName(), new FileStreamOptions { Access = FileAccess.ReadWrite, Mode = FileMode.Create, Options = FileOptions.DeleteOnClose });

    private static IQueryable<ImportChunk> Of(RolloutDb db, string run, ImportFile file) => db.Set<ImportChunk>().Where(c => c.Run == run && c.File == file);
}
