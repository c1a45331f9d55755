using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions.Scheduling;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Infosessions.KeyUsers;

/// <summary>The lead plans a dry-run of a topic, open or not. Only invited people can see it.</summary>
public sealed class PlanDryRun(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">An <see cref="InfosessionRules"/> or <see cref="TopicRules"/> rule is broken.</exception>
    public async Task<InfosessionId> RunAsync(TopicId topic, PlanRequest request, CancellationToken ct = default)
    {
        InfosessionRules.OnlyTheLeadKeepsTopics.Ensure((await me.GetAsync(ct)).IsLead);
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await PlanningSession.LockAsync(db, ct);
        var planning = await PlanningSession.ForAsync(db, [request], [], ct);
        var told = await db.Topics.AsNoTracking().SingleAsync(t => t.Id == topic, ct);
        var plan = planning.For(request);
        Infosession dryRun = null!;
        RuleSet.EnsureAll(
            () => TopicRules.GivenInItsLanguages.Ensure(told.Languages.Contains(request.Language)),
            () => dryRun = Infosession.PlanDryRun(topic, plan, clock.GetCurrentInstant()));
        await PlanningSession.AddAsync(db, [dryRun], ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return dryRun.Id;
    }
}
