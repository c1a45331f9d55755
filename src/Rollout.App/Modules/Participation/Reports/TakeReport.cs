using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.App.Shared.DelimitedText;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation.Reports;

/// <summary>What became of a file that was sent.</summary>
/// <param name="Held">Where the lead is asked about it; null when there is nothing to ask.</param>
public sealed record ReportTaken(ImportResult Result, Guid? Held);

/// <summary>Imports a report the lead uploads, or holds it when the lead has to answer something about it first.</summary>
public sealed class TakeReport(IDbContextFactory<RolloutDb> dbs, ImportActivity import, CurrentUserAccessor me, IClock clock)
{
    /// <summary>The largest file in bytes.</summary>
    public const long LargestFile = 100_000_000;

    public async Task<ReportTaken> RunAsync(Stream file, string fileName, CancellationToken ct = default)
    {
        ParticipationRules.OnlyTheLead.Ensure((await me.GetAsync(ct)).IsLead);
        var result = await import.RunAsync(file, preview: false, fileName, ct: ct);
        return new ReportTaken(result, await HoldAsync(dbs, result, file, fileName, clock.GetCurrentInstant(), ct));
    }

    /// <summary>Holds a file that could be imported once the lead gives the meaning of its columns, or its day.</summary>
    /// <returns>Null when no answer would make the file readable.</returns>
    internal static async Task<Guid?> HoldAsync(IDbContextFactory<RolloutDb> dbs, ImportResult result, Stream file, string fileName, Instant now, CancellationToken ct)
    {
        if (result.Refusal is not (FileRefusal.NoDay or FileRefusal.NoReport) || result.Header.Count < 2)
        {
            return null;
        }

        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            file.Position = 0;
            await file.CopyToAsync(gzip, ct);
        }

        if (packed.Length > HeldReport.LargestContent)
        {
            return null;
        }

        return await AddAsync(dbs, result, packed.ToArray(), fileName, now, ct);
    }

    /// <summary>Stores why an unattended file was refused, where no answer of the lead could make it readable.</summary>
    internal static Task<Guid> NoteAsync(IDbContextFactory<RolloutDb> dbs, ImportResult result, string fileName, Instant now, CancellationToken ct) => AddAsync(dbs, result, [], fileName, now, ct);

    private static async Task<Guid> AddAsync(IDbContextFactory<RolloutDb> dbs, ImportResult result, byte[] content, string fileName, Instant now, CancellationToken ct)
    {
        var held = new HeldReport(Guid.CreateVersion7(), fileName.Length <= ActivityReport.FileLength ? fileName : fileName[..ActivityReport.FileLength], content, result.Refusal.Code()!, now);
        await using var db = await dbs.CreateDbContextAsync(ct);
        db.Add(held);
        await db.SaveChangesAsync(ct);
        return held.Id;
    }
}
