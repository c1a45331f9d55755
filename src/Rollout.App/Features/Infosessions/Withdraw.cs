using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Data;
using Rollout.App.Operations;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Features.Infosessions;

/// <summary>A person gives their seat back.</summary>
public sealed class Withdraw(IDbContextFactory<RolloutDb> dbs, CurrentRollout rollouts, InfosessionLetters letters, SeatTurns turns, IClock clock)
{
    /// <exception cref="Domain.Rules.BrokenRuleException">An <see cref="InfosessionRules"/> rule refuses.</exception>
    public async Task RunAsync(InfosessionId id, PersonId person, CancellationToken ct = default)
    {
        var rollout = await rollouts.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        using var turn = await turns.TakeAsync(db, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = clock.GetCurrentInstant();

        // Counting the seat back holds the row: whoever signs up or withdraws at the same moment waits for this to be done or undone.
        await db.Infosessions.Where(s => s.Id == id && s.Taken > 0).ExecuteUpdateAsync(s => s.SetProperty(x => x.Taken, x => x.Taken - 1), ct);
        var registration = await db.Registrations.SingleOrDefaultAsync(r => r.Infosession == id && r.Person == person, ct);
        InfosessionRules.OnlyWhoIsRegisteredWithdraws.MustHold(registration is not null);
        var facts = await db.Infosessions.Where(s => s.Id == id).Facts(db).SingleAsync(ct);
        registration!.Withdraw(facts.StartsAt, now);

        var who = await db.People.Where(p => p.Id == person).Registrants(db).SingleAsync(ct);
        if (who.Email is not null && facts.State == InfosessionState.Published)
        {
            db.Outbox.Add(letters.Withdrawn(rollout, facts, who, registration.Changes, now));
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
