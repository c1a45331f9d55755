using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions.Scheduling;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Planner;

/// <summary>Which infosessions something is to be done with: those named, or every draft still to come.</summary>
/// <param name="Ids">Those named.</param>
/// <param name="Drafts">Every draft still to come rather than those named.</param>
/// <param name="Topic">Of the drafts, only those about this.</param>
public sealed record SelectedInfosessions(IReadOnlyList<InfosessionId> Ids, bool Drafts, TopicId? Topic)
{
    /// <summary>The most at once.</summary>
    public const int MaxItems = 100;
}

/// <summary>One of several, and what would come, or came, of doing it.</summary>
/// <param name="Refusal">The rule against it, with the words it mentions; null when it can be.</param>
/// <param name="Becomes">How it would be planned, when it is changed.</param>
/// <param name="Told">How many people who have a place or wait for one get a mail.</param>
/// <param name="Untold">How many of them have no e-mail, so that someone must tell them.</param>
public sealed record BulkChangeRow(InfosessionFacts Infosession, Domain.SharedKernel.BrokenRuleException? Refusal, PlanRequest? Becomes = null, int Told = 0, int Untold = 0);

/// <summary>The infosessions someone chose and may run, soonest first; cancelled ones are not chosen.</summary>
public sealed class ListSelectedInfosessions(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    public async Task<IReadOnlyList<InfosessionFacts>> RunAsync(SelectedInfosessions chosen, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        var (ids, now) = (chosen.Ids.Take(SelectedInfosessions.MaxItems).ToList(), clock.GetCurrentInstant());
        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = await db.Infosessions
            .Where(s => s.State != InfosessionState.Cancelled && (actor.IsLead || s.Facilitator == actor.Id))
            .Where(s => chosen.Drafts ? s.State == InfosessionState.Draft && s.StartsAt > now && (chosen.Topic == null || s.Topic == chosen.Topic) : ids.Contains(s.Id))
            .OrderBy(s => s.StartsAt).Take(SelectedInfosessions.MaxItems).Facts(db).ToListAsync(ct);
        return [.. found.OrderBy(f => f.StartsAt)];
    }
}
