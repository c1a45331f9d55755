using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Catalogue;

/// <summary>
/// Where the content of material is kept: beside the embedded database, in the folder <c>material</c>; on PostgreSQL in the database, so that several processes
/// need no shared folder. Either way it passes through memory a part at a time. Files that 0.1.0 took are in the database everywhere.
/// </summary>
public sealed class MaterialStore(IDbContextFactory<RolloutDb> dbs, HostSettings settings)
{
    private const int PartSize = 512 * 1024;

    private string Folder => Path.Combine(settings.DataFolder, "material");

    /// <summary>Writes what can be written before the transaction, which on the embedded database keeps all other writers waiting.</summary>
    public async Task PrepareAsync(RolloutDb db, Material material, Stream content, CancellationToken ct)
    {
        if (!db.HasOneWriter() || material.FileName is null)
        {
            return;
        }

        HostSettings.MakePrivateFolder(Folder);
        await using var file = new FileStream(FileOf(material.Id), FileMode.CreateNew, FileAccess.Write);
        await content.CopyToAsync(file, ct);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Writes the rest, in the transaction that stores the material.</summary>
    public async Task SaveAsync(RolloutDb db, Material material, Stream content, CancellationToken ct)
    {
        if (db.HasOneWriter() || material.FileName is null)
        {
            return;
        }

        var part = new byte[PartSize];
        for (var number = 0; await content.ReadAtLeastAsync(part, PartSize, throwOnEndOfStream: false, ct) is > 0 and var read; number++)
        {
            db.Add(new MaterialPart(material.Id, number, read == PartSize ? part : part[..read]));
            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>Whether the content is there.</summary>
    public async Task<bool> HasAsync(RolloutDb db, MaterialId id, CancellationToken ct) =>
        File.Exists(FileOf(id)) || await db.MaterialParts.AnyAsync(p => p.Material == id, ct)
        || await db.MaterialFiles.AnyAsync(f => f.Material == id, ct);

    /// <summary>Writes the content to a stream.</summary>
    public async Task WriteAsync(MaterialId id, Stream to, CancellationToken ct)
    {
        if (File.Exists(FileOf(id)))
        {
            await using var file = File.OpenRead(FileOf(id));
            await file.CopyToAsync(to, ct);
            return;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var whole = await db.MaterialFiles.Where(f => f.Material == id).Select(f => f.Bytes).SingleOrDefaultAsync(ct);
        await to.WriteAsync(whole, ct);
        for (var number = 0; whole is null && await PartAsync(db, id, number, ct) is { } part; number++)
        {
            await to.WriteAsync(part, ct);
        }
    }

    /// <summary>Deletes the file of material that is gone or did not come to be; the database deletes its parts by itself.</summary>
    public void Delete(MaterialId id)
    {
        if (File.Exists(FileOf(id)))
        {
            File.Delete(FileOf(id));
        }
    }

    /// <summary>Deletes files without a row that were last written before a moment: what an interrupted upload or deletion left.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> SweepAsync(Instant before, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!db.HasOneWriter() || !Directory.Exists(Folder))
        {
            return 0;
        }

        // The files first: one that is written meanwhile is not among them, and its row may come.
        var files = Directory.EnumerateFiles(Folder)
            .Where(path => Guid.TryParse(Path.GetFileName(path), out _) && File.GetLastWriteTimeUtc(path) < before.ToDateTimeUtc())
            .Select(path => new MaterialId(Guid.Parse(Path.GetFileName(path)))).ToList();
        var known = await db.Materials.Select(m => m.Id).ToHashSetAsync(ct);
        var orphans = files.Where(id => !known.Contains(id)).ToList();
        orphans.ForEach(Delete);
        return orphans.Count;
    }

    private string FileOf(MaterialId id) => Path.Combine(Folder, id.ToString());

    private static Task<byte[]?> PartAsync(RolloutDb db, MaterialId id, int number, CancellationToken ct) =>
        db.MaterialParts.Where(f => f.Material == id && f.Number == number).Select(f => f.Bytes).SingleOrDefaultAsync(ct);
}
