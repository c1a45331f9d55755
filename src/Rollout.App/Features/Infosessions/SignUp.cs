using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Data;
using Rollout.App.Operations;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Features.Infosessions;

/// <summary>
/// A person takes a seat, or the next number of the waiting list when there is none. One decision at a time for each infosession: the seat is
/// counted by an UPDATE that holds the row until the registration and its letter are in, so that no two people get the same one.
/// </summary>
public sealed class SignUp(
    IDbContextFactory<RolloutDb> dbs, CurrentRollout rollouts, SignUpQuestions questions, OtherPlaces places, InfosessionLetters letters, WaitingLetters waitingLetters,
    SeatTurns turns, IClock clock)
{
    /// <returns>Registered or waiting; null when the person had a place already.</returns>
    /// <exception cref="Domain.Rules.BrokenRuleException">An <see cref="InfosessionRules"/> rule refuses.</exception>
    public async Task<RegistrationState?> RunAsync(InfosessionId id, PersonId person, CancellationToken ct = default)
    {
        var rollout = await rollouts.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);

        // What only the letter needs is looked up before anyone has to wait for it.
        var facts = await questions.FactsAsync(db, id, anew: false, ct);
        InfosessionRules.OpenForSignUp.MustHold(facts is not null && (!facts.IsDryRun || await db.KeyUsers.AnyAsync(k => k.DryRun == id && k.Person == person, ct)));
        var who = await questions.WhoAsync(db, person, ct);
        using var turn = await turns.TakeAsync(db, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = clock.GetCurrentInstant();
        var coming = await places.HoldAsync(db, person, facts!, now, ct);
        if (coming.Any(p => p.Id == id))
        {
            return null;
        }

        var hasSeat = await db.TakeFreeSeatAsync(id, now, ct);
        var hasPlace = hasSeat || await db.DrawNumberAsync(id, now, ct);
        var standing = await questions.StandingAsync(db, id, person, ct);
        facts = facts!.Version == standing!.Version ? facts : await questions.FactsAsync(db, id, anew: true, ct);
        InfosessionRules.OpenForSignUp.MustHold(facts!.State == InfosessionState.Published);
        InfosessionRules.SignUpUntilItStarts.MustHold(hasPlace);
        OtherPlaces.MustLeaveRoomFor(coming, facts, now);

        var registration = Take(db, standing, id, person, hasSeat, now);
        if (who.Email is not null)
        {
            db.Outbox.Add(hasSeat
                ? letters.Confirmed(rollout, facts, who, registration.Changes, now)
                : waitingLetters.Waiting(rollout, facts, who, registration, standing.Waiting, now));
        }

        await db.SaveChangesAsync(ct);
        if (hasSeat)
        {
            await places.GiveUpAsync(db, rollout, coming, facts, who, now, ct);
        }

        await transaction.CommitAsync(ct);
        return registration.State;
    }

    private static Registration Take(RolloutDb db, SignUpQuestions.Standing standing, InfosessionId id, PersonId person, bool hasSeat, Instant now)
    {
        if (standing.Registration is not { } known)
        {
            return db.Registrations.Add(hasSeat ? Registration.Of(person, id, now) : Registration.Waiting(person, id, standing.LastNumber, now)).Entity;
        }

        if (hasSeat)
        {
            known.ComeBack(now);
        }
        else
        {
            known.Wait(standing.LastNumber, now);
        }

        return known;
    }
}
