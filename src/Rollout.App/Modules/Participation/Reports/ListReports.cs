using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation.Reports;

/// <summary>A report that was taken over.</summary>
public sealed record ReportLine(ActivityReportId Id, string Source, LocalDate Day, int Period, string File, Instant TakenAt, int Matched, int Unmatched, int NoName, int LeftOut);

/// <summary>A file that waits for the lead, or was refused in the inbox.</summary>
/// <param name="CanBeAnswered">Whether it could be imported once the lead answers what is asked about it.</param>
public sealed record HeldLine(Guid Id, string File, string Refusal, Instant HeldAt, bool CanBeAnswered);

/// <summary>The order of the reports.</summary>
public enum ReportOrder
{
    /// <summary>The one loaded last first.</summary>
    Taken,

    /// <summary>The newest day first.</summary>
    Day,
    Source,
    Known,

    /// <summary>Those with the most accounts of nobody known first: where something can be done.</summary>
    Unknown,
}

/// <summary>The reports of the platform, and what is to be done about them.</summary>
/// <param name="Unmatched">How many accounts belong to nobody known.</param>
public sealed record ReportList(IReadOnlyList<ReportLine> Reports, IReadOnlyList<HeldLine> Held, int Unmatched);

/// <summary>Lists the reports that were taken over.</summary>
public sealed class ListReports(IDbContextFactory<RolloutDb> dbs)
{
    private const int MaxShown = 20;

    public async Task<ReportList> RunAsync(ReportOrder order = ReportOrder.Taken, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var nothing = Array.Empty<byte>(); // compared, because the length of bytes is not translated for every database
        var names = await db.PlatformAccounts.Where(a => a.Person == null && !a.IsNobodys).Select(a => a.Name).ToListAsync(ct);
        return new ReportList(
            await Lines(db, order).Take(MaxShown).ToListAsync(ct),
            await db.HeldReports.OrderByDescending(h => h.HeldAt).Select(h => new HeldLine(h.Id, h.File, h.Refusal, h.HeldAt, h.Content != nothing)).ToListAsync(ct),
            names.Count(name => !AccountNames.LooksLikeService(name)));
    }
    /// <summary>All reports.</summary>
    public async Task<IReadOnlyList<ReportLine>> AllAsync(ReportOrder order, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Lines(db, order).ToListAsync(ct);
    }

    private static IQueryable<ReportLine> Lines(RolloutDb db, ReportOrder order) =>
        (order switch
        {
            ReportOrder.Day => db.ActivityReports.OrderByDescending(r => r.Day),
            ReportOrder.Source => db.ActivityReports.OrderBy(r => r.Source),
            ReportOrder.Known => db.ActivityReports.OrderByDescending(r => r.Matched),
            ReportOrder.Unknown => db.ActivityReports.OrderByDescending(r => r.Unmatched),
            _ => db.ActivityReports.OrderByDescending(r => r.TakenAt),
        })
        .ThenByDescending(r => r.Day).ThenBy(r => r.Id)
        .Select(r => new ReportLine(r.Id, r.Source, r.Day, r.Period, r.File, r.TakenAt, r.Matched, r.Unmatched, r.NoName, r.LeftOut));
}
