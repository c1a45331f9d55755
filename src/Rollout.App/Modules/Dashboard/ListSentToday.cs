using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Dashboard;

/// <summary>The messages of one type that were due today, by state.</summary>
/// <param name="InFiles">Written to a file, which nobody gets.</param>
public sealed record SentToday(string About, OutboxKind Kind, Instant First, int Sent, int Waiting, int Unknown, int Failed, int InFiles);

public sealed class ListSentToday(IDbContextFactory<RolloutDb> dbs)
{
    public async Task<IReadOnlyList<SentToday>> RunAsync(Instant now, DateTimeZone zone, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var today = now.InZone(zone).Date;
        var (from, until) = (zone.AtStartOfDay(today).ToInstant(), zone.AtStartOfDay(today.PlusDays(1)).ToInstant());
        return await db.Outbox
            .Where(m => m.DueAt >= from && m.DueAt < until && m.State != OutboxState.Suppressed)
            .GroupBy(m => new { m.About, m.Kind })
            .Select(g => new SentToday(
                g.Key.About, g.Key.Kind, g.Min(m => m.DueAt),
                g.Count(m => m.State == OutboxState.Sent && m.FailureReason == null),
                g.Count(m => m.State == OutboxState.Queued || m.State == OutboxState.Claimed),
                g.Count(m => m.State == OutboxState.Unknown),
                g.Count(m => m.State == OutboxState.Failed),
                g.Count(m => m.State == OutboxState.Sent && m.FailureReason != null)))
            .ToListAsync(ct);
    }
}
