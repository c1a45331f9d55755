using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Waiting;

/// <summary>
/// The lead or the facilitator moves someone to the front of the waiting list, with a reason that is recorded. They still only get an offer: nobody is signed
/// up by someone else.
/// </summary>
public sealed class PrioritizeWaiting(IDbContextFactory<RolloutDb> dbs, RolloutSettingsCache rollouts, CurrentUserAccessor me, WaitingLists lists, SqliteWriterQueue turns, IClock clock)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">An <see cref="InfosessionRules"/> rule is broken.</exception>
    public async Task RunAsync(InfosessionId id, PersonId person, string reason, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        var rollout = await rollouts.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        using var turn = await turns.EnterAsync(db, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = clock.GetCurrentInstant();
        var session = await db.LockAsync(id, ct);
        session.EnsureRunBy(actor);
        var registration = await db.Registrations.SingleOrDefaultAsync(r => r.Infosession == id && r.Person == person, ct);
        InfosessionRules.OnlyWhoWaitsGoesFirst.Ensure(registration is not null);
        var first = await db.Registrations.Where(r => r.Infosession == id && r.State == RegistrationState.Waiting).MinAsync(r => r.Number, ct) ?? 0;
        registration!.MoveToFront(first - 1);
        db.QueuePriorityOverride.Add(QueuePriorityOverride.Because(reason, id, person, actor.Id, now));
        await db.SaveChangesAsync(ct);
        await lists.AdvanceAsync(db, rollout, id, now, ct);
        await transaction.CommitAsync(ct);
    }
}
