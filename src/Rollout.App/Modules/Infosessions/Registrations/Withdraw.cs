using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Modules.Infosessions.Waiting;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Registrations;

/// <summary>A person gives up what they have: their seat, an offered seat, or their number on the waiting list.</summary>
public sealed class Withdraw(IDbContextFactory<RolloutDb> dbs, RolloutSettingsCache rollouts, InfosessionEmails letters, WaitingLists lists, SqliteWriterQueue turns, IClock clock)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">An <see cref="InfosessionRules"/> rule is broken.</exception>
    public async Task RunAsync(InfosessionId id, PersonId person, CancellationToken ct = default)
    {
        var rollout = await rollouts.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        using var turn = await turns.EnterAsync(db, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);

        // Concurrent sign-ups and withdrawals wait until this transaction ends.
        await db.LockInfosessionsAsync([id], ct);
        var registration = await db.Registrations.SingleOrDefaultAsync(r => r.Infosession == id && r.Person == person, ct);
        InfosessionRules.OnlyWhoIsRegisteredWithdraws.Ensure(registration is not null);
        await GiveBackAsync(db, rollout, registration!, ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>The same within the transaction of a caller that has already locked the infosession.</summary>
    internal async Task GiveBackAsync(RolloutDb db, RolloutSettings rollout, Registration registration, CancellationToken ct)
    {
        var (id, person, now) = (registration.Infosession, registration.Person, clock.GetCurrentInstant());
        var facts = await db.Infosessions.Where(s => s.Id == id).Facts(db).SingleAsync(ct);
        var had = registration.State;
        registration.Withdraw(facts.StartsAt, now);
        await db.GiveBackAsync(id, had, ct);

        // People who only waited have nothing in their calendar: the page is enough.
        var who = await db.People.Where(p => p.Id == person).Registrants(db).SingleAsync(ct);
        if (who.Email is not null && facts.State == InfosessionState.Published && had == RegistrationState.Registered)
        {
            db.Outbox.Add(letters.Withdrawn(rollout, facts, who, registration.Changes, now));
        }

        await db.SaveChangesAsync(ct);
        await lists.AdvanceAsync(db, rollout, id, now, ct);
    }
}
