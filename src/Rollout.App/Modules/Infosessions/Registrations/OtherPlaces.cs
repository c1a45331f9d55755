using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Modules.Infosessions.Waiting;
using Rollout.App.Persistence;
using Rollout.Domain;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Registrations;

/// <summary>
/// Handles a person's other places when they take a seat. A topic is attended once: a seat in one of its infosessions gives up places in the others, in the
/// same transaction and only once the new seat is theirs. Two seats at the same time are refused.
/// </summary>
public sealed class OtherPlaces(SignUpQueries questions, InfosessionEmails letters, WaitingLists lists)
{
    /// <summary>
    /// Loads the upcoming places of people who want a seat, and locks those people, the infosessions they want and those whose places they would give up, until
    /// the transaction ends.
    /// </summary>
    internal async Task<ILookup<PersonId, UpcomingPlace>> HoldAsync(RolloutDb db, IReadOnlyList<(PersonId Person, InfosessionFacts Wanted)> wishes, Instant now, CancellationToken ct)
    {
        var people = wishes.Select(w => w.Person).ToArray();
        await db.LockPeopleAsync(people, ct);
        var coming = await questions.ComingAsync(db, people, now, ct);
        await db.LockInfosessionsAsync(wishes.SelectMany(w => SignUpEligibility.Released(w.Wanted.ForSignUp, coming[w.Person], now).Select(p => p.Id).Append(w.Wanted.Id)), ct);
        return coming;
    }

    /// <summary>Gives up the other places in the same topic; seats that become free go to the waiting list.</summary>
    internal async Task GiveUpAsync(RolloutDb db, RolloutSettings rollout, IEnumerable<UpcomingPlace> coming, InfosessionFacts wanted, Registrant who, Instant now, CancellationToken ct)
    {
        foreach (var other in SignUpEligibility.Released(wanted.ForSignUp, coming, now))
        {
            // Read again under the lock: a waiting number may have become an offer meanwhile.
            var registration = await db.Registrations.SingleAsync(r => r.Infosession == other.Id && r.Person == who.Id, ct);
            var had = registration.State;
            if (had is not (RegistrationState.Registered or RegistrationState.Offered or RegistrationState.Waiting))
            {
                continue;
            }

            await db.GiveBackAsync(other.Id, had, ct);
            registration.Withdraw(other.StartsAt, now);
            if (had == RegistrationState.Registered && who.Email is not null)
            {
                var facts = await db.Infosessions.Where(s => s.Id == other.Id).Facts(db).SingleAsync(ct);
                db.Outbox.Add(letters.Changed(rollout, facts, wanted, who, registration.Changes, now));
            }

            await db.SaveChangesAsync(ct);
            await lists.AdvanceAsync(db, rollout, other.Id, now, ct);
        }
    }
}
