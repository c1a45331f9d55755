using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation.WorksCouncil;

/// <summary>A platform whose reports are taken over.</summary>
/// <param name="Figures">What its reports can say.</param>
public sealed record MeasuredSource(string Source, LocalDate Newest, IReadOnlyList<Figure> Figures);

/// <summary>What is measured in this installation now.</summary>
/// <param name="Readers">How many people get the brief besides the leads.</param>
/// <param name="OldestEvidence">The day of the oldest report of which evidence about people is stored; null when there is none.</param>
/// <param name="Retention">When deletion ran last; null when it never did.</param>
public sealed record Measurement(IReadOnlyList<MeasuredSource> Sources, int Leads, int Readers, LocalDate? OldestEvidence, RetentionRun? Retention, int DeletedIn30Days);

/// <summary>Finds what is measured, from the settings and what is stored: for the works council, and for everyone.</summary>
public sealed class FindMeasurement(IDbContextFactory<RolloutDb> dbs)
{
    public async Task<Measurement> RunAsync(LocalDate today, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var reports = await db.ActivityReports.AsNoTracking().ToListAsync(ct);
        var since = today.PlusDays(-30);
        return new Measurement(
            [.. reports.GroupBy(r => r.Source).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new MeasuredSource(g.Key, g.Max(r => r.Day), Says(g.Aggregate(ReportSays.Nothing, (all, r) => all | r.Says))))],
            await db.People.CountAsync(p => p.IsLead && p.Active, ct),
            await db.BriefReaders.CountAsync(r => db.People.Any(p => p.Id == r.Person && p.Active && !p.IsLead), ct),
            reports.Count == 0 ? null : reports.Min(r => r.Day),
            await db.RetentionRuns.AsNoTracking().OrderByDescending(r => r.Day).FirstOrDefaultAsync(ct),
            await db.RetentionRuns.Where(r => r.Day >= since).SumAsync(r => r.Deleted, ct));
    }

    private static List<Figure> Says(ReportSays says) =>
    [
        .. new[] { (ReportSays.Visited, Figure.Visited), (ReportSays.Profiles, Figure.ProfileComplete), (ReportSays.Reacted, Figure.Reacted), (ReportSays.Posted, Figure.Posted), (ReportSays.Active, Figure.Active) }
            .Where(f => says.HasFlag(f.Item1)).Select(f => f.Item2),
    ];
}
