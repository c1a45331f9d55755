using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Nudges.Rules;
using Rollout.App.Persistence;
using Rollout.App.Shared.Outbox;
using Rollout.Domain.Nudges;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Nudges.Waiting;

/// <summary>The nudges that wait on a page or for the printer, without those that the lead paused.</summary>
internal sealed class WaitingNudges(WaitingMessages waiting)
{
    /// <param name="found">The messages of one channel, for some people.</param>
    public async Task<IReadOnlyList<OutboxMessage>> ListAsync(RolloutDb db, IQueryable<OutboxMessage> found, CancellationToken ct) =>
        await waiting.ListAsync(db, Open(db, found), ct);

    /// <summary>Marks as delivered what waits and is not paused.</summary>
    public Task<int> DeliverAsync(RolloutDb db, IQueryable<OutboxMessage> found, CancellationToken ct) => waiting.DeliverAsync(Open(db, found), ct);

    /// <summary>The messages for the people whom an ambassador invited, and else for those of the ambassador's branch whom no serving ambassador invited.</summary>
    public static IQueryable<OutboxMessage> ToSpeakTo(RolloutDb db, Domain.Access.CurrentUser me, LocalDate today)
    {
        var serving = NudgeReach.Serving(db, today);
        var invited = db.Invitations.Where(i => serving.Any(a => a.Id == i.Ambassador));
        return db.Outbox.Where(m => m.Channel == MessageChannel.Ambassador && (invited.Any(i => i.Colleague == m.Person && i.Ambassador == me.Ambassador)
            || (!invited.Any(i => i.Colleague == m.Person) && db.People.Any(p => p.Id == m.Person && p.Branch == me.Branch && p.Id != me.Id))));
    }

    private static IQueryable<OutboxMessage> Open(RolloutDb db, IQueryable<OutboxMessage> found)
    {
        var paused = db.NudgeRules.Where(r => !r.IsFixed && r.State == NudgeRuleState.Paused).Select(r => NudgeRule.AboutPrefix + r.Code);
        var branches = db.NudgeBranchPauses.Select(p => p.Branch);
        return found.Where(m => !paused.Contains(m.About) && !db.Rollouts.Any(r => r.PausedAt != null) && !db.People.Any(p => p.Id == m.Person && branches.Contains(p.Branch)));
    }
}
