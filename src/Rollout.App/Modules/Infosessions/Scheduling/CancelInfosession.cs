using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Modules.Infosessions.Registrations;
using Rollout.App.Modules.Infosessions.Waiting;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Scheduling;

/// <summary>
/// The lead or the facilitator cancels an infosession. Everyone with a place and everyone waiting is notified once with the reason, and it is removed from
/// calendars. The facilitator is notified too.
/// </summary>
public sealed class CancelInfosession(IDbContextFactory<RolloutDb> dbs, RolloutSettingsCache rollouts, CurrentUserAccessor me, InfosessionEmails letters, WaitingListEmails waitingLetters, FacilitatorEmails facilitatorLetters, SqliteWriterQueue turns, IClock clock)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">An <see cref="InfosessionRules"/> rule is broken.</exception>
    public async Task RunAsync(InfosessionId id, string reason, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        var rollout = await rollouts.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        using var turn = await turns.EnterAsync(db, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = clock.GetCurrentInstant();
        var session = await db.LockAsync(id, ct);
        session.EnsureRunBy(actor);
        var wasPublished = session.State == InfosessionState.Published;
        session.Cancel(reason, now);
        await db.SaveChangesAsync(ct);

        var facts = await db.Infosessions.Where(s => s.Id == id).Facts(db).SingleAsync(ct);
        db.Outbox.AddRange((await db.WithMailAsync(id, ct)).Select(r => letters.Cancelled(rollout, facts, r.Who, r.Change, now)));
        if (wasPublished && await db.ToHearAsync(facts.Facilitator, actor, ct) is { } facilitator)
        {
            db.Outbox.Add(facilitatorLetters.Cancelled(rollout, facts, facilitator, actor, now));
        }

        await db.SaveChangesAsync(ct);
        var next = await db.NextOfTopicAsync(facts, now, ct);
        await db.EndAsync(id, null, now, w => waitingLetters.Cancelled(rollout, facts, w.Who, w.Registration, next, now), ct);
        await transaction.CommitAsync(ct);
    }
}
