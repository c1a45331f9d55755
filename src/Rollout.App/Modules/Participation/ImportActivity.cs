using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Rollout.App.Modules.Organisation.Import;
using Rollout.App.Persistence;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation;

/// <summary>
/// Takes over a platform's report of who was active when: per person the day of the newest report, the last day they were active, and the weeks. In whatever order reports
/// come the end is the same, and a second time changes nothing. A preview does the very same work and keeps nothing.
/// </summary>
public sealed class ImportActivity(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    private const int RowsBetweenReports = 1000;
    private const double ReadingShare = 0.6;

    /// <param name="file">Seekable; read twice.</param>
    /// <param name="preview">Keep nothing, only tell.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="ct">Stops it; nothing is kept then.</param>
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
                // A day that is older than what is kept is as good as never.
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
