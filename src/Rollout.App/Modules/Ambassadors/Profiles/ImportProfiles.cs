using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Persistence;
using Rollout.App.Shared.DelimitedText;

namespace Rollout.App.Modules.Ambassadors.Profiles;

/// <summary>
/// Imports a file of complete profiles as observed evidence, and settles all affected credits in the same transaction, with a few SQL statements whatever the
/// size. A preview does the same work and rolls it back.
/// </summary>
public sealed class ImportProfiles(IDbContextFactory<RolloutDb> dbs, IClock clock) : IFileImport
{
    private const int RowsBetweenReports = 1000;
    private const double ReadingShare = 0.6;

    ImportKind IFileImport.Kind => ImportKind.Profiles;

    /// <param name="file">A seekable stream; it is read twice.</param>
    /// <param name="preview">Roll back and only report.</param>
    /// <param name="takeBack">Confirms that credits may be taken back, because profiles turn out to have been complete before.</param>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException"><see cref="ImportRules.TakingBackNeedsConfirming"/>.</exception>
    public async Task<ImportResult> RunAsync(
        Stream file, bool preview, bool takeBack = false, IProgress<ImportProgress>? progress = null, CancellationToken ct = default)
    {
        var profiles = ProfileFile.Open(file);
        var result = new ImportResult { Refusal = profiles.Refusal, Encoding = profiles.Encoding, Delimiter = profiles.Delimiter, IgnoredColumns = profiles.IgnoredColumns, Header = profiles.Header };
        if (profiles.Refusal != FileRefusal.None)
        {
            return result;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.GetCurrentInstant();
        var observe = new ObserveProfiles(clock);
        await using var staging = new Staging(db, observe.Tables);
        await staging.CreateTablesAsync(ct);
        var rows = await StageAsync(profiles, (await db.Rollouts.SingleAsync(ct)).Zone, now, staging, progress, ct);
        await observe.StageAsync(db, staging, rows.Select(r => r.Since).OfType<LocalDate>(), now, ct);

        progress?.Report(new ImportProgress(ImportPhase.Comparing, rows.Count, ReadingShare));
        await using var transaction = await staging.BeginAsync(onlyLooks: false, observe.Held, ct);
        var merge = new ProfileMerge(staging);
        await merge.CompareAsync(ct);
        result = result with { Blank = profiles.Blank, Rows = await merge.OutcomesAsync(rows, ct) };
        progress?.Report(new ImportProgress(ImportPhase.Saving, rows.Count, 0.8));
        result = result with { Credits = await ObserveProfiles.KeepAsync(db, staging, merge, now, ct) };
        if (!preview)
        {
            ImportRules.TakingBackNeedsConfirming.Ensure(takeBack || result.Credits.TakenBack == 0);
            await transaction.CommitAsync(CancellationToken.None); // which is not stopped half way
        }

        progress?.Report(new ImportProgress(ImportPhase.Saving, rows.Count, 1));
        return result;
    }

    Task<ImportResult> IFileImport.ImportAsync(Stream file, bool preview, ImportChoices choices, IProgress<ImportProgress>? progress, CancellationToken ct) =>
        RunAsync(file, preview, choices.TakeBack, progress, ct);

    private static async Task<List<ProfileRow>> StageAsync(
        ProfileFile profiles, DateTimeZone zone, Instant now, Staging staging, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        var rows = new List<ProfileRow>();
        var values = new object?[ProfileMerge.RowsTable.Columns.Count];
        await using (var writer = staging.OpenWriter(ProfileMerge.RowsTable))
        {
            foreach (var row in profiles.Rows(now.InZone(zone).Date))
            {
                rows.Add(row with { NumberKey = null, Email = null });
                if (!row.Codes.Refuse())
                {
                    (values[0], values[1], values[2], values[3]) = (row.Line, row.NumberKey, row.Email, row.Since is { } since ? LocalDatePattern.Iso.Format(since) : null);
                    await writer.WriteAsync(values, ct);
                }

                if (rows.Count % RowsBetweenReports == 0)
                {
                    progress?.Report(new ImportProgress(ImportPhase.Reading, rows.Count, profiles.Progress * ReadingShare));
                }
            }

            await writer.CompleteAsync(ct);
        }

        return rows;
    }
}
