using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions.Scheduling;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Infosessions;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Infosessions.Planner;

/// <summary>The result of checking one plan.</summary>
/// <param name="Refusal">The broken rule with its values; null when the plan is allowed.</param>
/// <param name="OutsideHours">Whether it is outside the branch's working hours.</param>
/// <param name="AfterGoLive">Whether it comes after the branch's go-live.</param>
/// <param name="Elsewhere">Where else its facilitator is that day; null when they need not travel.</param>
public sealed record PlanCheck(BrokenRuleException? Refusal, bool OutsideHours, bool AfterGoLive, ReservedSlot? Elsewhere = null)
{
    /// <summary>Whether its facilitator or its room is taken, so that another hour would do.</summary>
    public bool Clashes => Refusal?.Rule is { } rule && (rule == InfosessionRules.FacilitatorIsFree || rule == InfosessionRules.PlaceIsFree);
}

/// <summary>Checks planned infosessions against all rules without creating them. Each one reserves its slot for those after it.</summary>
public sealed class CheckPlans(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    /// <returns>One result for each, in the same order.</returns>
    public async Task<IReadOnlyList<PlanCheck>> RunAsync(IReadOnlyList<RequestedInfosession> wanted, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var planning = await PlanningSession.ForAsync(db, [.. wanted.Select(w => w.Plan)], [], ct);
        var topics = await db.ToldAsync(wanted, ct);
        var now = clock.GetCurrentInstant();
        return [.. wanted.Select(w => Look(planning, topics[w.Topic], w.Plan, now))];
    }

    internal static PlanCheck Look(PlanningSession planning, Topic topic, PlanRequest wanted, Instant now)
    {
        SessionPlan? plan = null;
        ReservedSlot? elsewhere = null;
        var refusal = Refusals.Of(() =>
        {
            plan = planning.For(wanted);
            elsewhere = plan.Elsewhere; // before it takes its own slot
            planning.Plan(topic, wanted, now);
        });
        return new PlanCheck(refusal, plan?.IsOutsideHours == true, plan?.IsAfterGoLive == true, elsewhere);
    }
}
