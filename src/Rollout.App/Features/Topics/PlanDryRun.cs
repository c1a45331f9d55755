using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Access;
using Rollout.App.Data;
using Rollout.App.Features.Infosessions;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Features.Topics;

/// <summary>The lead plans a dry-run of a topic, open or not. Nobody sees it before they are invited.</summary>
public sealed class PlanDryRun(IDbContextFactory<RolloutDb> dbs, CurrentPerson me, IClock clock)
{
    /// <exception cref="Domain.Rules.BrokenRuleException">An <see cref="InfosessionRules"/> or <see cref="TopicRules"/> rule refuses.</exception>
    public async Task<InfosessionId> RunAsync(TopicId topic, PlanRequest request, CancellationToken ct = default)
    {
        InfosessionRules.OnlyTheLeadKeepsTopics.MustHold((await me.GetAsync(ct)).IsLead);
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await Planning.HoldAsync(db, ct);
        var planning = await Planning.ForAsync(db, [request], [], ct);
        var told = await db.Topics.AsNoTracking().SingleAsync(t => t.Id == topic, ct);
        TopicRules.GivenInItsLanguages.MustHold(told.Languages.Contains(request.Language));
        var dryRun = Infosession.PlanDryRun(topic, planning.For(request), clock.GetCurrentInstant());
        await Planning.AddAsync(db, [dryRun], ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return dryRun.Id;
    }
}
