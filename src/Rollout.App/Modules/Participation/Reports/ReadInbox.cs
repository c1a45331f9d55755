using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.App.Shared.DelimitedText;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation.Reports;

/// <summary>
/// Takes over the reports that lie in the folder <c>inbox</c> of the data folder, and moves each to <c>inbox/done</c> or <c>inbox/refused</c>. What became of them
/// is shown on the lead's page of reports.
/// </summary>
public sealed partial class ReadInbox(IDbContextFactory<RolloutDb> dbs, ImportActivity import, HostSettings settings, IClock clock, ILogger<ReadInbox> log)
{
    // A younger file may still be being written.
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);

    public async Task RunAsync(CancellationToken ct = default)
    {
        var inbox = new DirectoryInfo(Path.Combine(settings.DataFolder, "inbox"));
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!inbox.Exists || !await db.Rollouts.AnyAsync(ct))
        {
            return;
        }

        var now = clock.GetCurrentInstant();
        foreach (var file in inbox.GetFiles().Where(f => f.Name[0] != '.' && f.LastWriteTimeUtc < now.ToDateTimeUtc() - Settled).OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            var refusal = await TakeAsync(file, now, ct);
            Move(file, inbox.CreateSubdirectory(refusal is null ? "done" : "refused"));
            Taken(log, file.Name, refusal ?? "taken over");
        }

        DeleteOld(inbox, (now - Duration.FromDays(Activity.KeptUnmatchedDays)).ToDateTimeUtc());
    }

    private async Task<string?> TakeAsync(FileInfo file, Instant now, CancellationToken ct)
    {
        await using var content = file.OpenRead();
        var result = await import.RunAsync(content, preview: false, file.Name, ct: ct);
        if (result.Refusal != FileRefusal.None && await TakeReport.HoldAsync(dbs, result, content, file.Name, now, ct) is null)
        {
            await TakeReport.NoteAsync(dbs, result, file.Name, now, ct);
        }

        return result.Refusal.Code();
    }

    // The files name people: they are stored only as long as someone may want to know why a report was refused.
    private static void DeleteOld(DirectoryInfo inbox, DateTime before)
    {
        foreach (var file in inbox.GetDirectories().SelectMany(folder => folder.GetFiles()).Where(file => file.LastWriteTimeUtc < before))
        {
            file.Delete();
        }
    }

    private static void Move(FileInfo file, DirectoryInfo folder)
    {
        var target = Path.Combine(folder.FullName, file.Name);
        file.MoveTo(target, overwrite: true);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The report {File} of the inbox: {Outcome}")]
    private static partial void Taken(ILogger logger, string file, string outcome);
}
