using Microsoft.EntityFrameworkCore;
using Rollout.App.Persistence;
using Rollout.App.Shared.DelimitedText;

namespace Rollout.App.Modules.Participation.Reports;

/// <summary>A held report with its columns.</summary>
/// <param name="AsksMeaning">Whether its columns must be explained; otherwise only its day is missing.</param>
public sealed record HeldReportColumns(Guid Id, string File, bool AsksMeaning, IReadOnlyList<FileColumn> Columns);

/// <summary>Finds a held report.</summary>
public sealed class FindHeldReport(IDbContextFactory<RolloutDb> dbs)
{
    public async Task<HeldReportColumns?> RunAsync(Guid id, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.HeldReports.AsNoTracking().SingleOrDefaultAsync(h => h.Id == id, ct) is not { Content.Length: > 0 } held)
        {
            return null;
        }

        await using var file = await AnswerReport.OpenAsync(held, ct);
        await using var report = await ReportFile.OpenAsync(file, ct: ct);
        return new HeldReportColumns(id, held.File, held.Refusal == FileRefusal.NoReport.Code(), report.Columns());
    }
}
