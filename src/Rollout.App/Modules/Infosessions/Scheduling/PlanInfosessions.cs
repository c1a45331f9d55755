using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Scheduling;

/// <summary>The lead, or a facilitator for themselves, plans infosessions: all or none.</summary>
public sealed class PlanInfosessions(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    /// <param name="publish">Whether to open them for sign-up at once.</param>
    /// <returns>The new infosessions, in the same order.</returns>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">An <see cref="InfosessionRules"/> or <see cref="TopicRules"/> rule is broken by one of them.</exception>
    public async Task<IReadOnlyList<InfosessionId>> RunAsync(IReadOnlyList<RequestedInfosession> wanted, bool publish, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        InfosessionRules.OnlyItsFacilitator.Ensure(wanted.All(w => Infosession.IsRunBy(w.Plan.Facilitator, actor)));
        InfosessionRules.SeriesFits.Ensure(wanted.Count is >= 1 and <= Series.MaxItems, Series.MaxItems);
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await PlanningSession.LockAsync(db, ct);
        var now = clock.GetCurrentInstant();
        var planning = await PlanningSession.ForAsync(db, [.. wanted.Select(w => w.Plan)], [], ct);
        var topics = await db.ToldAsync(wanted, ct);
        var sessions = wanted.Select(w => planning.Plan(topics[w.Topic], w.Plan, now)).ToList();
        if (publish)
        {
            sessions.ForEach(s => s.Publish(topics[s.Topic].IsOpen, now));
        }

        await PlanningSession.AddAsync(db, sessions, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return [.. sessions.Select(s => s.Id)];
    }
}

internal static class TopicContents
{
    /// <summary>The topics of the requested infosessions.</summary>
    public static async Task<IReadOnlyDictionary<TopicId, Topic>> ToldAsync(this RolloutDb db, IEnumerable<RequestedInfosession> wanted, CancellationToken ct)
    {
        var topics = wanted.Select(w => w.Topic).Distinct().ToList();
        return await db.Topics.AsNoTracking().Where(t => topics.Contains(t.Id)).ToDictionaryAsync(t => t.Id, ct);
    }
}
