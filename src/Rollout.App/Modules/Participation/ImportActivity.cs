using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Modules.Participation.Contracts;
using Rollout.App.Modules.Participation.Reports;
using Rollout.App.Persistence;
using Rollout.App.Shared.DelimitedText;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation;

/// <summary>
/// Imports a platform's activity report: what each account had done by the day of the report. The order of reports does not matter, and repeating one changes
/// nothing. A preview does the same work and rolls it back.
/// </summary>
public sealed class ImportActivity(IDbContextFactory<RolloutDb> dbs, IClock clock, IObserveProfiles? profiles = null) : IFileImport
{
    private const int RowsBetweenReports = 1000;
    private const double ReadingShare = 0.6;

    ImportKind IFileImport.Kind => ImportKind.Participation;

    /// <param name="file">A seekable stream; it is read several times.</param>
    /// <param name="preview">Roll back and only report.</param>
    /// <param name="fileName">Its name: it may say of which day the report is.</param>
    /// <param name="day">The day of the report, for a file that does not say.</param>
    /// <param name="said">The meanings of the columns; null to use the remembered mapping or the known report.</param>
    public async Task<ImportResult> RunAsync(
        Stream file, bool preview, string fileName = "", LocalDate? day = null, ReportMapping? said = null, IProgress<ImportProgress>? progress = null, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var today = clock.GetCurrentInstant().InZone((await db.Rollouts.AsNoTracking().SingleAsync(ct)).Zone).Date;
        await using var report = await ReportFile.OpenAsync(file, async header => said ?? await LatestMappingAsync(db, header, ct), ct);
        day ??= ReportDay.In(fileName);
        var result = Opened(report, day, today);
        if (result.Refusal != FileRefusal.None)
        {
            return result;
        }

        await using var staging = new Staging(db, [ActivityMerge.ReadTable, ActivityMerge.RowsTable, CountParticipation.GroupsTable, .. profiles?.Tables ?? []]);
        await staging.CreateTablesAsync(ct);
        var (rows, profileDays) = await StageAsync(report, day, today, staging, progress, ct);
        var observe = profileDays.Count == 0 ? null : profiles;
        await (observe?.StageAsync(db, staging, profileDays, clock.GetCurrentInstant(), ct) ?? Task.CompletedTask);

        progress?.Report(new ImportProgress(ImportPhase.Comparing, rows.Count, ReadingShare));
        await using var transaction = await staging.BeginAsync(onlyLooks: false, observe is null ? ActivityMerge.Held : $"{observe.Held}, {ActivityMerge.Held}", ct);
        await db.Database.UseTransactionAsync(transaction, ct);
        var merge = new ActivityMerge(staging);
        await merge.CompareAsync(ct);
        var days = await merge.ReportsAsync(ct);
        result = result with { Blank = report.Blank, Rows = await merge.OutcomesAsync(rows, ct), Report = Outcome(report.Source, rows, days, merge) };
        progress?.Report(new ImportProgress(ImportPhase.Saving, rows.Count, 0.8));
        if (observe is not null && await observe.KeepAsync(db, staging, ActivityMerge.Profiles, ct) is { TakenBack: > 0 })
        {
            return result with { Refusal = FileRefusal.TakesCreditsBack };
        }

        if (!preview)
        {
            await KeepAsync(db, staging, merge, report, days, result.Report!, fileName, ct);
            await transaction.CommitAsync(CancellationToken.None); // which is not stopped half way
        }

        progress?.Report(new ImportProgress(ImportPhase.Saving, rows.Count, 1));
        return result;
    }

    Task<ImportResult> IFileImport.ImportAsync(Stream file, bool preview, ImportChoices choices, IProgress<ImportProgress>? progress, CancellationToken ct) =>
        RunAsync(file, preview, progress: progress, ct: ct);

    private static Task<ReportMapping?> LatestMappingAsync(RolloutDb db, string header, CancellationToken ct) =>
        db.ReportMappings.AsNoTracking().Where(m => m.Header == header).OrderByDescending(m => m.Number).FirstOrDefaultAsync(ct);

    private static ImportResult Opened(ReportFile report, LocalDate? day, LocalDate today)
    {
        var refusal = report.Refusal == FileRefusal.None && day is null && !report.HasDay ? FileRefusal.NoDay : report.Refusal;
        return new ImportResult
        {
            Refusal = refusal, Encoding = report.Encoding, Delimiter = report.Delimiter, IgnoredColumns = report.IgnoredColumns, Header = report.Header,
            Columns = refusal == FileRefusal.NoReport ? report.Columns() : [],
            Report = new ReportOutcome(report.Source, null, null, 0, 0, 0, 0, 0) { Concealed = refusal == FileRefusal.NamesConcealed ? report.Totals(day, LocalDate.MinIsoValue, today) : null },
        };
    }

    /// <returns>The rows, and the days from which profiles are complete.</returns>
    private static async Task<(List<ReadRow> Rows, HashSet<LocalDate> ProfileDays)> StageAsync(ReportFile report, LocalDate? day, LocalDate today, Staging staging, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        var since = Activity.RetainedSince(today);
        var (rows, profileDays, texts) = (new List<ReadRow>(), new HashSet<LocalDate>(), new Dictionary<LocalDate, string>());
        string? Iso(LocalDate? day) => day is not { } it ? null : texts.TryGetValue(it, out var text) ? text : texts[it] = LocalDatePattern.Iso.Format(it);
        await using var writer = staging.OpenWriter(ActivityMerge.ReadTable);
        foreach (var row in report.Rows(day, since, today))
        {
            rows.Add(new ReadRow(row.Line, row.Codes));
            if (row.Account is not null)
            {
                // A day before the retention period counts as never.
                var last = row.LastDay >= since ? row.LastDay : null;
                var monday = last is { } active && report.Says.HasFlag(ReportSays.Active) && ActiveWeek.MondayOf(active) is var began && began >= since ? began : (LocalDate?)null;
                await writer.WriteAsync([row.Line, PlatformAccountId.New().Value, row.Account, Iso(row.Day), row.Period, Iso(last), Iso(monday), row.Closed, row.Reacted, row.Posted, Iso(row.ProfileSince)], ct);
                if (row.ProfileSince is { } complete)
                {
                    profileDays.Add(complete);
                }
            }

            if (rows.Count % RowsBetweenReports == 0)
            {
                progress?.Report(new ImportProgress(ImportPhase.Reading, rows.Count, report.Progress * ReadingShare));
            }
        }

        await writer.CompleteAsync(ct);
        return (rows, profileDays);
    }

    private static ReportOutcome Outcome(string source, List<ReadRow> rows, List<(string Day, int Period)> days, ActivityMerge merge) => new(
        source, days.FirstOrDefault().Day, days.LastOrDefault().Day, merge.People, merge.Unmatched,
        rows.Count(r => !r.Codes.Refuse() && (r.Codes & ImportCodes.NoName) != 0), rows.Count(r => !r.Codes.Refuse() && (r.Codes & ImportCodes.KickOffGuest) != 0), merge.Closed);

    private async Task KeepAsync(RolloutDb db, Staging staging, ActivityMerge merge, ReportFile file, List<(string Day, int Period)> reports, ReportOutcome outcome, string fileName, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var saysOther = false; // the lead may have said more of its columns since
        foreach (var (text, period) in reports)
        {
            var day = LocalDatePattern.Iso.Parse(text).Value;
            var report = await db.ActivityReports.SingleOrDefaultAsync(r => r.Source == file.Source && r.Day == day && r.Period == period, ct);
            if (report is null)
            {
                db.Add(report = ActivityReport.Of(file.Source, day, period));
            }

            saysOther |= report.Says != file.Says;
            report.Take(file.Says, fileName, now);
            report.Count(outcome.Matched, outcome.Unmatched, outcome.NoName, outcome.LeftOut);
        }

        await db.SaveChangesAsync(ct);
        if ((await merge.KeepAsync(file.Source, ct) ?? (saysOther ? reports[0].Day : null)) is { } since)
        {
            await new CountParticipation(db, staging).CountAsync(file.Source, LocalDatePattern.Iso.Parse(since).Value, ct);
        }
    }
}
