using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Modules.Infosessions.Scheduling;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Planner;

/// <summary>A selection of infosessions: by id, or all upcoming drafts.</summary>
/// <param name="Ids">The selected ids.</param>
/// <param name="Drafts">All upcoming drafts instead.</param>
/// <param name="Topic">Restricts the drafts to this topic.</param>
public sealed record SelectedInfosessions(IReadOnlyList<InfosessionId> Ids, bool Drafts, TopicId? Topic)
{
    /// <summary>The maximum size of a selection.</summary>
    public const int MaxItems = 100;
}

/// <summary>One infosession of a bulk change, with its effect or outcome.</summary>
/// <param name="Refusal">The broken rule with its values; null when the change is allowed.</param>
/// <param name="Becomes">The changed plan, if it is changed.</param>
/// <param name="Told">How many people with a place or on the waiting list get a mail.</param>
/// <param name="Untold">How many of them have no e-mail address and must be notified in person.</param>
public sealed record BulkChangeRow(InfosessionFacts Infosession, Domain.SharedKernel.BrokenRuleException? Refusal, PlanRequest? Becomes = null, int Told = 0, int Untold = 0);

/// <summary>Lists the selected infosessions the user may run, soonest first; cancelled ones are skipped.</summary>
public sealed class ListSelectedInfosessions(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    public async Task<IReadOnlyList<InfosessionFacts>> RunAsync(SelectedInfosessions chosen, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        var (ids, now) = (chosen.Ids.Take(SelectedInfosessions.MaxItems).ToList(), clock.GetCurrentInstant());
        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = await db.Infosessions
            .Where(s => s.State != InfosessionState.Cancelled && (actor.SeesAll || s.Facilitator == actor.Id))
            .Where(s => chosen.Drafts ? s.State == InfosessionState.Draft && s.StartsAt > now && (chosen.Topic == null || s.Topic == chosen.Topic) : ids.Contains(s.Id))
            .OrderBy(s => s.StartsAt).Take(SelectedInfosessions.MaxItems).Facts(db).ToListAsync(ct);
        return [.. found.OrderBy(f => f.StartsAt)];
    }
}
