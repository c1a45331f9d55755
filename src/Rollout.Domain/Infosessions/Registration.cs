using NodaTime;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Infosessions;

/// <summary>
/// A person's place in an infosession: a seat, or a number on its waiting list. One per person and infosession; who withdrew and comes back
/// takes it up again. The infosession's counts must have been changed in the same transaction.
/// </summary>
public sealed class Registration
{
    private Registration()
    {
    }

    public RegistrationId Id { get; private init; }
    public InfosessionId Infosession { get; private init; }
    public PersonId Person { get; private init; }
    public RegistrationState State { get; private set; }

    /// <summary>Since when it is in this state.</summary>
    public Instant At { get; private set; }

    /// <summary>
    /// How often this place changed state. A calendar's SEQUENCE is the infosession's plus this, so that it only ever rises for each of them.
    /// </summary>
    public int Changes { get; private set; }

    /// <summary>The number drawn on the waiting list: lower goes first.</summary>
    public int? Number { get; private set; }

    /// <summary>Until when the seat is held for someone it is offered to.</summary>
    public Instant? OfferEndsAt { get; private set; }

    /// <summary>When someone who waits was told that a seat is there for whoever takes it first, because it starts soon.</summary>
    public Instant? CalledAt { get; private set; }

    /// <summary>For which sequence of the infosession a reminder was queued, if one was.</summary>
    public int? RemindedFor { get; private set; }

    /// <summary>A reminder was queued for this sequence. The job that queues them by the hundred says it to the database directly.</summary>
    public void Reminded(int sequence) => RemindedFor = sequence;

    /// <summary>Someone's seat, just taken.</summary>
    public static Registration Of(PersonId person, InfosessionId infosession, Instant now) => new()
    {
        Id = RegistrationId.New(),
        Infosession = infosession,
        Person = person,
        At = now,
    };

    /// <summary>Came without having signed up.</summary>
    public bool WalkedIn { get; private set; }

    /// <summary>Walked in when every seat was promised, and sits where someone did not come: <see cref="Infosession.Taken"/> does not count them.</summary>
    public bool OnFreeChair { get; private set; }

    /// <summary>Whether a seat is theirs.</summary>
    public bool HoldsASeat => !OnFreeChair && State is (RegistrationState.Registered or RegistrationState.Attended or RegistrationState.NoShow);

    /// <summary>Whether the door may note something of this person: they have a seat, or sit on a free chair.</summary>
    public bool IsAtTheDoor => HoldsASeat || (OnFreeChair && State == RegistrationState.Attended);

    /// <summary>Someone's number on the waiting list, just drawn.</summary>
    public static Registration Waiting(PersonId person, InfosessionId infosession, int number, Instant now)
    {
        var registration = Of(person, infosession, now);
        (registration.State, registration.Number) = (RegistrationState.Waiting, number);
        return registration;
    }

    /// <summary>Takes a seat again after a withdrawal.</summary>
    public void ComeBack(Instant now)
    {
        ChangeState(RegistrationState.Registered, now);
        (WalkedIn, OnFreeChair) = (false, false);
    }

    /// <summary>Joins the waiting list again, at its end.</summary>
    public void Wait(int number, Instant now)
    {
        ChangeState(RegistrationState.Waiting, now);
        Number = number;
    }

    /// <summary>A seat came free and is held for them.</summary>
    public void Offer(Instant until, Instant now)
    {
        EnsureWaiting();
        ChangeState(RegistrationState.Offered, now);
        OfferEndsAt = until;
    }

    /// <summary>A seat came free and is there for whoever of those waiting takes it first.</summary>
    public void Call(Instant now)
    {
        EnsureWaiting();
        CalledAt ??= now;
    }

    /// <summary>Draws a number before everyone else's.</summary>
    /// <exception cref="BrokenRuleException">They do not wait.</exception>
    public void MoveToFront(int number)
    {
        InfosessionRules.OnlyWhoWaitsGoesFirst.Ensure(State == RegistrationState.Waiting);
        Number = number;
    }

    /// <summary>Asks whether there is a seat for them to take: one held for them, or one they were called for.</summary>
    /// <exception cref="BrokenRuleException">The offer has ended, or there was none.</exception>
    public void EnsureOffered(Instant now)
    {
        InfosessionRules.OfferHasNotEnded.Ensure(State != RegistrationState.Expired && !(State == RegistrationState.Offered && now >= OfferEndsAt));
        InfosessionRules.OnlyAnOfferedSeatIsTaken.Ensure(State == RegistrationState.Offered || (State == RegistrationState.Waiting && CalledAt is not null));
    }

    /// <summary>Takes the seat that was offered.</summary>
    /// <exception cref="BrokenRuleException">The offer has ended, or there was none.</exception>
    public void Take(Instant now)
    {
        EnsureOffered(now);
        ChangeState(RegistrationState.Registered, now);
    }

    /// <summary>Gives the seat, the offer or the number back.</summary>
    /// <exception cref="BrokenRuleException">The infosession has started, or there is nothing to give back.</exception>
    public void Withdraw(Instant startsAt, Instant now)
    {
        InfosessionRules.OnlyWhoIsRegisteredWithdraws.Ensure(State is RegistrationState.Registered or RegistrationState.Offered or RegistrationState.Waiting);
        InfosessionRules.WithdrawUntilItStarts.Ensure(now < startsAt);
        ChangeState(RegistrationState.Withdrawn, now);
    }

    /// <summary>The offer or the wait is over without a seat.</summary>
    public void Expire(Instant now)
    {
        if (State is not (RegistrationState.Waiting or RegistrationState.Offered))
        {
            throw new InvalidOperationException($"What is {State} does not expire.");
        }

        ChangeState(RegistrationState.Expired, now);
    }

    /// <summary>The infosession was moved forward: an offer ends when it starts at the latest.</summary>
    public void EndOfferBy(Instant startsAt) => OfferEndsAt = OfferEndsAt > startsAt ? startsAt : OfferEndsAt;

    /// <summary>
    /// Notes at the door whether the person is there. What was noted later wins, in whatever order it arrives; taken back before the start, nothing was said.
    /// </summary>
    /// <param name="came">Whether they are there.</param>
    /// <param name="startsAt">When the infosession starts.</param>
    /// <param name="at">When it was noted.</param>
    /// <returns>False when something newer was known, or nothing changed.</returns>
    /// <exception cref="BrokenRuleException">The door is not open yet, or the person has no place.</exception>
    public bool Tick(bool came, Instant startsAt, Instant at)
    {
        InfosessionRules.AttendanceOnceTheDoorIsOpen.Ensure(at >= startsAt - Infosessions.Infosession.DoorOpens);
        InfosessionRules.OnlyWhoHeldASeatIsTicked.Ensure(IsAtTheDoor);
        var state = came ? RegistrationState.Attended
            : WalkedIn ? RegistrationState.Withdrawn
            : at < startsAt ? RegistrationState.Registered : RegistrationState.NoShow;
        if (state == State || at < At)
        {
            return false;
        }

        (State, At) = (state, at);
        return true;
    }

    /// <summary>Someone who is there without having a place.</summary>
    /// <param name="person">Who.</param>
    /// <param name="infosession">Where.</param>
    /// <param name="onFreeChair">No seat was free, but someone who has one did not come; else <see cref="Infosession.Taken"/> must have been raised in the same transaction.</param>
    /// <param name="now">When.</param>
    public static Registration WalkIn(PersonId person, InfosessionId infosession, bool onFreeChair, Instant now)
    {
        var registration = Of(person, infosession, now);
        registration.WalkIn(onFreeChair, now);
        return registration;
    }

    /// <summary>The same for someone who had signed up earlier and given it back.</summary>
    public void WalkIn(bool onFreeChair, Instant now)
    {
        ChangeState(RegistrationState.Attended, now);
        (WalkedIn, OnFreeChair) = (true, onFreeChair);
    }

    private void EnsureWaiting()
    {
        if (State != RegistrationState.Waiting)
        {
            throw new InvalidOperationException($"Nothing is offered to who is {State}.");
        }
    }

    private void ChangeState(RegistrationState state, Instant now)
    {
        (State, At, OfferEndsAt, CalledAt) = (state, now, null, null);
        Changes++;
    }
}

/// <summary>Where a person stands with an infosession.</summary>
public enum RegistrationState
{
    Registered,
    Withdrawn,
    Attended,
    NoShow,

    /// <summary>On the waiting list: not registered.</summary>
    Waiting,

    /// <summary>A seat is held for them until they answer: not registered yet.</summary>
    Offered,

    /// <summary>The offer ended without an answer, or the infosession started or was cancelled while they waited.</summary>
    Expired,
}

public readonly record struct RegistrationId(Guid Value)
{
    public static RegistrationId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
