using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;

namespace Rollout.App.Modules.Participation.Graph;

/// <summary>How fetching a report from Microsoft Graph goes.</summary>
/// <param name="Newest">The day of the newest report that was taken over.</param>
/// <param name="Missing">Days before it of which there is none.</param>
/// <param name="Problem">A <see cref="GraphProblem"/>, or the code of a refused file; null when all is well, or a day is only not there yet.</param>
public sealed record GraphStatus(string Source, LocalDate? Newest, Instant? TriedAt, IReadOnlyList<LocalDate> Missing, string? Problem);

/// <summary>Finds it for the lead, for each report that is fetched.</summary>
public sealed class FindGraphStatus(IDbContextFactory<RolloutDb> dbs, GraphSettings settings)
{
    public async Task<IReadOnlyList<GraphStatus>> RunAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = new List<GraphStatus>();
        foreach (var report in settings.IsOn ? settings.Reports : [])
        {
            found.Add(await OfAsync(db, report, ct));
        }

        return found;
    }

    private static async Task<GraphStatus> OfAsync(RolloutDb db, GraphReport report, CancellationToken ct)
    {
        var tried = await db.GraphFetches.AsNoTracking().Where(f => f.Report == report.Source).OrderByDescending(f => f.TriedAt).ThenByDescending(f => f.Day).FirstOrDefaultAsync(ct);
        var newest = (await db.GraphFetches.Where(f => f.Report == report.Source && f.Taken).OrderByDescending(f => f.Day).Take(1).ToListAsync(ct)).FirstOrDefault()?.Day;
        return new GraphStatus(report.Source, newest, tried?.TriedAt, newest is { } day ? await FetchGraphReports.MissingAsync(db, report, day, ct) : [], tried?.Problem);
    }
}
