using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions.Scheduling;
using Rollout.App.Modules.Infosessions.Waiting;
using Rollout.App.Persistence;
using Rollout.Domain;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Registrations;

/// <summary>A place someone has in an infosession that is not over.</summary>
public sealed record UpcomingPlace(PersonId Person, InfosessionId Id, TopicId Topic, string Title, LocalDateTime Starts, Instant StartsAt, Instant EndsAt, RegistrationState State, bool IsDryRun)
{
    /// <summary>Whether a seat is held for them there.</summary>
    public bool HoldsASeat => State is RegistrationState.Registered or RegistrationState.Offered;
}

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
        await db.LockInfosessionsAsync(wishes.SelectMany(w => GivenUpBy(coming[w.Person], w.Wanted, now).Select(p => p.Id).Append(w.Wanted.Id)), ct);
        return coming;
    }

    /// <exception cref="Domain.SharedKernel.BrokenRuleException">They hold a seat elsewhere at the same time.</exception>
    internal static void EnsureRoomFor(IEnumerable<UpcomingPlace> coming, InfosessionFacts wanted, Instant now)
    {
        if (InTheWay(coming, wanted, now) is { } other)
        {
            InfosessionRules.NotInTwoPlacesAtOnce.Ensure(false, other.Title, other.Starts);
        }
    }

    /// <summary>A seat elsewhere at the same time.</summary>
    internal static UpcomingPlace? InTheWay(IEnumerable<UpcomingPlace> coming, InfosessionFacts wanted, Instant now)
    {
        var givenUp = GivenUpBy(coming, wanted, now).Select(p => p.Id).ToHashSet();
        return coming.FirstOrDefault(p =>
            p.Id != wanted.Id && p.HoldsASeat && !givenUp.Contains(p.Id) && p.StartsAt < wanted.EndsAt && p.EndsAt > wanted.StartsAt);
    }

    /// <summary>The places that are given up for a seat in the wanted infosession.</summary>
    internal static IEnumerable<UpcomingPlace> GivenUpBy(IEnumerable<UpcomingPlace> coming, InfosessionFacts wanted, Instant now) =>
        coming.Where(p => p.Id != wanted.Id && p.Topic == wanted.Topic && p.IsDryRun == wanted.IsDryRun && p.StartsAt > now);

    /// <summary>Gives up the other places in the same topic; seats that become free go to the waiting list.</summary>
    internal async Task GiveUpAsync(RolloutDb db, RolloutSettings rollout, IEnumerable<UpcomingPlace> coming, InfosessionFacts wanted, Registrant who, Instant now, CancellationToken ct)
    {
        foreach (var other in GivenUpBy(coming, wanted, now))
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
