using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Rollout.App.Modules.Organisation.Import;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Persistence;
using Rollout.App.Shared.DelimitedText;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation;

/// <summary>
/// Imports a platform's activity report: per person the day of the latest report, the last active day, and the active weeks. The order of reports does not
/// matter, and repeating one changes nothing. A preview does the same work and rolls it back.
/// </summary>
public sealed class ImportActivity(IDbContextFactory<RolloutDb> dbs, IClock clock) : IFileImport
{
    private const int RowsBetweenReports = 1000;
    private const double ReadingShare = 0.6;

    ImportKind IFileImport.Kind => ImportKind.Participation;

    /// <param name="file">A seekable stream; it is read twice.</param>
    /// <param name="preview">Roll back and only report.</param>
    public async Task<ImportResult> RunAsync(Stream file, bool preview, IProgress<ImportProgress>? progress = null, CancellationToken ct = default)
    {
        var report = ActivityFile.Open(file);
        var result = new ImportResult { Refusal = report.Refusal, Encoding = report.Encoding, Delimiter = report.Delimiter, IgnoredColumns = report.IgnoredColumns };
        if (report.Refusal != FileRefusal.None)
        {
            return result;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var today = clock.GetCurrentInstant().InZone((await db.Rollouts.SingleAsync(ct)).Zone).Date;
        await using var staging = new Staging(db, ActivityMerge.RowsTable);
        await staging.CreateTablesAsync(ct);
        var rows = await StageAsync(report, today, staging, progress, ct);

        progress?.Report(new ImportProgress(ImportPhase.Comparing, rows.Count, ReadingShare));
        await using var transaction = await staging.BeginAsync(onlyLooks: false, "activity, active_weeks", ct);
        var merge = new ActivityMerge(staging);
        await merge.CompareAsync(ct);
        result = result with { Blank = report.Blank, Rows = await merge.FatesAsync(rows, ct) };
        progress?.Report(new ImportProgress(ImportPhase.Saving, rows.Count, 0.8));
        if (!preview)
        {
            await merge.KeepAsync(ct);
            await transaction.CommitAsync(ct);
        }

        progress?.Report(new ImportProgress(ImportPhase.Saving, rows.Count, 1));
        return result;
    }

    Task<ImportResult> IFileImport.ImportAsync(Stream file, bool preview, ImportChoices choices, IProgress<ImportProgress>? progress, CancellationToken ct) =>
        RunAsync(file, preview, progress, ct);

    private static async Task<List<ActivityRow>> StageAsync(ActivityFile report, LocalDate today, Staging staging, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        var since = Activity.RetainedSince(today);
        var rows = new List<ActivityRow>();
        await using var writer = staging.OpenWriter(ActivityMerge.RowsTable);
        foreach (var row in report.Rows(since, today))
        {
            rows.Add(row with { Account = null });
            if (!row.Codes.Refuse())
            {
                // A day before the retention period counts as never.
                var last = row.LastActive >= since ? row.LastActive : null;
                var monday = last is { } day && ActiveWeek.MondayOf(day) is var began && began >= since ? began : (LocalDate?)null;
                await writer.WriteAsync([row.Line, row.Account, Iso(row.ReportedOn), Iso(last), Iso(monday), row.Closed], ct);
            }

            if (rows.Count % RowsBetweenReports == 0)
            {
                progress?.Report(new ImportProgress(ImportPhase.Reading, rows.Count, report.Progress * ReadingShare));
            }
        }

        await writer.CompleteAsync(ct);
        return rows;
    }

    private static string? Iso(LocalDate? day) => day is { } it ? LocalDatePattern.Iso.Format(it) : null;
}
