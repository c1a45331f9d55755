using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Data;
using Rollout.App.Operations;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Features.Infosessions;

/// <summary>
/// A person takes a seat. One decision at a time for each infosession: the seat is counted by an UPDATE that holds the row until the registration
/// and its confirmation are in, so that no two people get the same one.
/// </summary>
public sealed class SignUp(IDbContextFactory<RolloutDb> dbs, CurrentRollout rollouts, SignUpQuestions questions, InfosessionLetters letters, SeatTurns turns, IClock clock)
{
    /// <returns>True when a seat was taken, false when the person had one already.</returns>
    /// <exception cref="Domain.Rules.BrokenRuleException">An <see cref="InfosessionRules"/> rule refuses.</exception>
    public async Task<bool> RunAsync(InfosessionId id, PersonId person, CancellationToken ct = default)
    {
        var rollout = await rollouts.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);

        // What only the letter needs is looked up before anyone has to wait for it.
        var facts = await questions.FactsAsync(db, id, anew: false, ct);
        var who = await questions.WhoAsync(db, person, ct);
        using var turn = await turns.TakeAsync(db, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = clock.GetCurrentInstant();
        var hasSeat = await TakeSeatAsync(db, id, person, now, ct);
        var standing = await questions.StandingAsync(db, id, person, ct);
        if (standing?.Registration is { HoldsASeat: true })
        {
            return false;
        }

        if (!hasSeat)
        {
            await RefuseAsync(db, id, person, now, ct);
        }

        var registration = Take(db, standing!.Registration, id, person, now);
        if (who.Email is not null)
        {
            facts = facts?.Version == standing.Version ? facts : await questions.FactsAsync(db, id, anew: true, ct);
            db.Outbox.Add(letters.Confirmed(rollout, facts!, who, registration.Changes, now));
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    private static async Task<bool> TakeSeatAsync(RolloutDb db, InfosessionId id, PersonId person, Instant now, CancellationToken ct) =>
        await db.Infosessions.VisibleTo(db, person)
            .Where(s => s.Id == id && s.State == InfosessionState.Published && s.StartsAt > now && s.Taken < s.Seats)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.Taken, x => x.Taken + 1), ct) == 1;

    private static Registration Take(RolloutDb db, Registration? registration, InfosessionId id, PersonId person, Instant now)
    {
        if (registration is null)
        {
            return db.Registrations.Add(Registration.Of(person, id, now)).Entity;
        }

        registration.ComeBack(now);
        return registration;
    }

    private static async Task RefuseAsync(RolloutDb db, InfosessionId id, PersonId person, Instant now, CancellationToken ct)
    {
        var session = await db.Infosessions.VisibleTo(db, person).AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct);
        InfosessionRules.OpenForSignUp.MustHold(session is not null);
        session!.MustWelcome(now);
        InfosessionRules.NeverMoreThanSeats.MustHold(false);
    }
}
