using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Scheduling;

/// <summary>The lead or the facilitators publish drafts: all selected ones or none.</summary>
public sealed class PublishInfosessions(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    /// <summary>The maximum number published at once.</summary>
    public const int MaxItems = 500;

    /// <exception cref="Domain.SharedKernel.BrokenRuleException">An <see cref="InfosessionRules"/> rule is broken.</exception>
    public async Task RunAsync(IReadOnlyList<InfosessionId> ids, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var chosen = ids.Take(MaxItems).ToList();
        var sessions = await db.Infosessions.Where(s => chosen.Contains(s.Id)).ToListAsync(ct);
        var topics = sessions.Select(s => s.Topic).Distinct().ToList();
        var open = await db.Topics.Where(t => topics.Contains(t.Id) && t.OpenedAt != null).Select(t => t.Id).ToListAsync(ct);
        var now = clock.GetCurrentInstant();
        foreach (var session in sessions)
        {
            session.EnsureRunBy(actor);
            session.Publish(open.Contains(session.Topic), now);
        }

        await db.SaveChangesAsync(ct);
    }
}
