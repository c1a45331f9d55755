using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Data;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Features.Infosessions;

/// <summary>A topic and how far its infosessions are.</summary>
/// <param name="Coming">Published and still to come.</param>
/// <param name="Drafts">Not yet published.</param>
/// <param name="Free">Free seats in what is to come.</param>
public sealed record TopicRow(TopicId Id, string Title, string Summary, int Minutes, int Seats, string Language, bool IsOpen, int Coming, int Drafts, int Free, int Version);

/// <summary>Every topic, by title.</summary>
public sealed class ListTopics(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    public async Task<IReadOnlyList<TopicRow>> RunAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.GetCurrentInstant();
        return await db.Topics.OrderBy(t => t.Title)
            .Select(t => new TopicRow(
                t.Id, t.Title, t.Summary, t.Minutes, t.Seats, t.Language, t.OpenedAt != null,
                db.Infosessions.Count(s => s.Topic == t.Id && s.State == InfosessionState.Published && s.StartsAt > now),
                db.Infosessions.Count(s => s.Topic == t.Id && s.State == InfosessionState.Draft && s.StartsAt > now),
                db.Infosessions.Where(s => s.Topic == t.Id && s.State == InfosessionState.Published && s.StartsAt > now).Sum(s => s.Seats - s.Taken),
                t.Version))
            .ToListAsync(ct);
    }
}
