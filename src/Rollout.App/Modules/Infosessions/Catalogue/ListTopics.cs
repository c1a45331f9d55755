using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Modules.Infosessions.DateRequests;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Catalogue;

/// <summary>A topic and its infosessions, not counting dry-runs.</summary>
/// <param name="IsForMe">Whether it is meant for the viewer.</param>
/// <param name="Coming">Published and upcoming infosessions.</param>
/// <param name="Drafts">Unpublished infosessions.</param>
/// <param name="Free">Free seats in upcoming infosessions.</param>
/// <param name="OpenFindings">Unsettled findings of its dry-runs.</param>
public sealed record TopicRow(
    TopicId Id, TopicTitle Title, TopicSummary Summary, int Minutes, int Seats, IReadOnlyList<string> Languages, bool IsOpen, bool IsForMe, int Coming, int Drafts, int Free,
    int OpenFindings)
{
    /// <summary>How many people have asked for other dates.</summary>
    public int DateRequests { get; init; }
}

/// <summary>Lists all topics for lead and facilitators, the open ones for everyone else. Topics meant for the viewer come first; others are not hidden.</summary>
public sealed class ListTopics(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    public async Task<IReadOnlyList<TopicRow>> RunAsync(CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        var preparing = actor.SeesAll || actor.IsFacilitator;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.GetCurrentInstant();
        var sessions = db.Infosessions.WithoutDryRuns().Where(s => s.StartsAt > now);
        var requests = db.FindOpenDateRequests();
        var workType = await db.People.Where(p => p.Id == actor.Id).Select(p => p.WorkType).SingleAsync(ct);
        var found = await db.Topics.AsNoTracking().Where(t => preparing || t.OpenedAt != null).OrderBy(t => t.Title)
            .Select(t => new
            {
                Topic = t,
                Coming = sessions.Count(s => s.Topic == t.Id && s.State == InfosessionState.Published),
                Drafts = sessions.Count(s => s.Topic == t.Id && s.State == InfosessionState.Draft),
                Free = sessions.Where(s => s.Topic == t.Id && s.State == InfosessionState.Published && s.Waiting == 0).Sum(s => s.Seats - s.Taken - s.Offered),
                DateRequests = requests.Count(w => w.Topic == t.Id),
                Open = db.Findings.Count(f => f.Topic == t.Id && f.State == FindingState.Open),
            }).ToListAsync(ct);
        return
        [
            .. from f in found
               let t = f.Topic
               let forMe = !t.Audience.IsEveryone && t.Audience.Includes(workType, actor.Branch)
               let forOthers = !t.Audience.Includes(workType, actor.Branch)
               orderby !preparing && forOthers, preparing || forMe descending
               select new TopicRow(t.Id, new TopicTitle(t.Title, t.Language, t.Translations), new TopicSummary(t.Summary, t.Language, t.Translations), t.Minutes, t.Seats, t.Languages, t.IsOpen, forMe, f.Coming, f.Drafts, f.Free, f.Open) { DateRequests = f.DateRequests },
        ];
    }
}
