using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.App.Shared.DelimitedText;
using Rollout.Domain.Participation;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Participation.Reports;

/// <summary>What the lead says of a held report.</summary>
/// <param name="Day">Its day; null when the file says it.</param>
/// <param name="Source">The platform; null when the report is a known one.</param>
/// <param name="Meanings">For each column its meaning, or null when it is not read.</param>
/// <param name="Period">The days that counts are over.</param>
public sealed record ReportAnswer(LocalDate? Day, string? Source, IReadOnlyList<ReportColumn?> Meanings, int Period);

/// <summary>Imports a held report with the lead's answers. The meaning of columns is stored for the next file with the same header.</summary>
public sealed class AnswerReport(IDbContextFactory<RolloutDb> dbs, ImportActivity import, CurrentUserAccessor me, IClock clock)
{
    /// <param name="preview">Only look.</param>
    /// <returns>Null when it is no longer held.</returns>
    /// <exception cref="BrokenRuleException">A <see cref="ParticipationRules"/> rule is broken.</exception>
    public async Task<ImportResult?> RunAsync(Guid id, ReportAnswer answer, bool preview, CancellationToken ct = default)
    {
        ParticipationRules.OnlyTheLead.Ensure((await me.GetAsync(ct)).IsLead);
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.HeldReports.AsNoTracking().SingleOrDefaultAsync(h => h.Id == id, ct) is not { Content.Length: > 0 } held)
        {
            return null;
        }

        await using var file = await OpenAsync(held, ct);
        var mapping = answer.Source is null ? null : await MappingAsync(db, file, answer, ct);
        var result = await import.RunAsync(file, preview, held.File, answer.Day, mapping, ct: ct);
        ParticipationRules.NeedsADay.Ensure(result.Refusal != FileRefusal.NoDay);
        if (!preview && result.Refusal == FileRefusal.None)
        {
            if (mapping is not null)
            {
                db.Add(mapping);
                await db.SaveChangesAsync(ct);
            }

            await db.HeldReports.Where(h => h.Id == id).ExecuteDeleteAsync(ct);
        }

        return result;
    }

    /// <summary>Unpacks a held file; empty when it is not gzip, which it always is.</summary>
    internal static async Task<MemoryStream> OpenAsync(HeldReport held, CancellationToken ct)
    {
        var file = new MemoryStream();
        await using var gzip = new GZipStream(new MemoryStream(held.Content), CompressionMode.Decompress);
        await gzip.CopyToAsync(file, ct);
        file.Position = 0;
        return file;
    }

    private async Task<ReportMapping> MappingAsync(RolloutDb db, Stream file, ReportAnswer answer, CancellationToken ct)
    {
        await using var opened = await ReportFile.OpenAsync(file, ct: ct);
        RuleSet.EnsureAll(
            () => ParticipationRules.PlatformHasAName.Ensure(answer.Source!.Trim().Length is >= 1 and <= ActivityReport.SourceLength, ActivityReport.SourceLength),
            () => ParticipationRules.PeriodIsDays.Ensure(answer.Period is >= 1 and <= 400),
            () => ParticipationRules.ColumnsAreEnough.Ensure(new ReportColumns(opened.Header, answer.Meanings).AreEnough));
        var header = ReportMapping.KeyOf(opened.Header);
        var number = await db.ReportMappings.Where(m => m.Header == header).MaxAsync(m => (int?)m.Number, ct) ?? 0;
        return new ReportMapping(header, number + 1, answer.Source!.Trim(), string.Join(',', answer.Meanings.Select(m => m?.ToString() ?? "")), answer.Period, clock.GetCurrentInstant());
    }
}
