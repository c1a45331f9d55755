using NodaTime;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Infosessions;

/// <summary>
/// A person's place in an infosession: a seat, or a number on its waiting list. There is one per person and infosession; signing up again after withdrawing
/// reuses it. The infosession's counts must be changed in the same transaction.
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

    /// <summary>What the ticket shows to prove, without a name, that someone came; see <see cref="Infosessions.TicketCode"/>.</summary>
    public string TicketCode { get; private init; } = "";

    /// <summary>When the current state was entered.</summary>
    public Instant At { get; private set; }

    /// <summary>How often the state changed. The SEQUENCE in a person's calendar is the infosession's plus this, so that it only ever rises.</summary>
    public int Changes { get; private set; }

    /// <summary>The number on the waiting list: lower numbers come first.</summary>
    public int? Number { get; private set; }

    /// <summary>Until when the offered seat is held for them.</summary>
    public Instant? OfferEndsAt { get; private set; }

    /// <summary>When someone waiting was notified that a seat is free for the first to take it, because the infosession starts soon.</summary>
    public Instant? CalledAt { get; private set; }

    /// <summary>The sequence of the infosession for which a reminder was queued, if one was.</summary>
    public int? RemindedFor { get; private set; }

    /// <summary>Came without having signed up.</summary>
    public bool WalkedIn { get; private set; }

    /// <summary>Walked in when every seat was taken, on the chair of someone who did not come; <see cref="Infosession.Taken"/> does not count them.</summary>
    public bool OnFreeChair { get; private set; }

    public bool HoldsASeat => !OnFreeChair && State is (RegistrationState.Registered or RegistrationState.Attended or RegistrationState.NoShow);

    /// <summary>Whether attendance can be noted for this person: they hold a seat or sit on a free chair.</summary>
    public bool IsAtTheDoor => HoldsASeat || (OnFreeChair && State == RegistrationState.Attended);

    /// <summary>A seat that was just taken.</summary>
    public static Registration Of(PersonId person, InfosessionId infosession, Instant now) => new()
    {
        Id = RegistrationId.New(),
        Infosession = infosession,
        Person = person,
        TicketCode = Infosessions.TicketCode.New(),
        At = now,
    };

    /// <summary>A number on the waiting list that was just drawn.</summary>
    public static Registration Waiting(PersonId person, InfosessionId infosession, int number, Instant now)
    {
        var registration = Of(person, infosession, now);
        (registration.State, registration.Number) = (RegistrationState.Waiting, number);
        return registration;
    }

    /// <summary>Creates a registration for someone who came without a place.</summary>
    /// <param name="onFreeChair">
    /// True when no seat was free, but a seat holder did not come; otherwise <see cref="Infosession.Taken"/> must be incremented in the same transaction.
    /// </param>
    public static Registration WalkIn(PersonId person, InfosessionId infosession, bool onFreeChair, Instant now)
    {
        var registration = Of(person, infosession, now);
        registration.WalkIn(onFreeChair, now);
        return registration;
    }

    /// <summary>Records a reminder queued for this sequence. The job that queues reminders in bulk updates the database directly.</summary>
    public void Reminded(int sequence) => RemindedFor = sequence;

    /// <summary>Takes a seat again after a withdrawal.</summary>
    public void ComeBack(Instant now)
    {
        ChangeState(RegistrationState.Registered, now);
        (WalkedIn, OnFreeChair) = (false, false);
    }

    /// <summary>Joins the waiting list again, at the end.</summary>
    public void Wait(int number, Instant now)
    {
        ChangeState(RegistrationState.Waiting, now);
        Number = number;
    }

    /// <summary>Offers them a seat that became free, held until <paramref name="until"/>.</summary>
    public void Offer(Instant until, Instant now)
    {
        EnsureIn(RegistrationState.Waiting);
        ChangeState(RegistrationState.Offered, now);
        OfferEndsAt = until;
    }

    /// <summary>Notifies them that a seat is free for the first of those waiting to take it.</summary>
    public void Call(Instant now)
    {
        EnsureIn(RegistrationState.Waiting);
        CalledAt ??= now;
    }

    /// <summary>Gives them a number before all others.</summary>
    /// <exception cref="BrokenRuleException">They are not on the waiting list.</exception>
    public void MoveToFront(int number)
    {
        InfosessionRules.OnlyWhoWaitsGoesFirst.Ensure(State == RegistrationState.Waiting);
        Number = number;
    }

    /// <summary>Checks that there is a seat for them to take: one offered to them, or one everyone waiting was called for.</summary>
    /// <exception cref="BrokenRuleException">The offer has ended, or there was none.</exception>
    public void EnsureOffered(Instant now)
    {
        InfosessionRules.OfferHasNotEnded.Ensure(State != RegistrationState.Expired && !(State == RegistrationState.Offered && now >= OfferEndsAt));
        InfosessionRules.OnlyAnOfferedSeatIsTaken.Ensure(State == RegistrationState.Offered || (State == RegistrationState.Waiting && CalledAt is not null));
    }

    /// <summary>Takes the offered seat.</summary>
    /// <exception cref="BrokenRuleException">The offer has ended, or there was none.</exception>
    public void Take(Instant now)
    {
        EnsureOffered(now);
        ChangeState(RegistrationState.Registered, now);
    }

    /// <summary>Gives up the seat, the offer or the number.</summary>
    /// <exception cref="BrokenRuleException">The infosession has started, or there is nothing to give up.</exception>
    public void Withdraw(Instant startsAt, Instant now)
    {
        InfosessionRules.OnlyWhoIsRegisteredWithdraws.Ensure(State is RegistrationState.Registered or RegistrationState.Offered or RegistrationState.Waiting);
        InfosessionRules.WithdrawUntilItStarts.Ensure(now < startsAt);
        ChangeState(RegistrationState.Withdrawn, now);
    }

    /// <summary>Ends the offer or the wait without a seat.</summary>
    public void Expire(Instant now)
    {
        EnsureIn(RegistrationState.Waiting, RegistrationState.Offered);
        ChangeState(RegistrationState.Expired, now);
    }

    /// <summary>Shortens an offer when the infosession was moved forward, so that it ends by the start.</summary>
    public void EndOfferBy(Instant startsAt) => OfferEndsAt = OfferEndsAt > startsAt ? startsAt : OfferEndsAt;

    /// <summary>
    /// Notes whether the person is there. The note with the later time wins, in whatever order notes arrive; a note undone before the start leaves nothing.
    /// </summary>
    /// <param name="at">When it was noted.</param>
    /// <returns>False when a newer note was known, or nothing changed.</returns>
    /// <exception cref="BrokenRuleException">Check-in has not opened yet, or the person has no place.</exception>
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

    /// <summary>Lets someone walk in who had signed up earlier and withdrawn.</summary>
    public void WalkIn(bool onFreeChair, Instant now)
    {
        ChangeState(RegistrationState.Attended, now);
        (WalkedIn, OnFreeChair) = (true, onFreeChair);
    }

    private void EnsureIn(params ReadOnlySpan<RegistrationState> states)
    {
        if (!states.Contains(State))
        {
            throw new InvalidOperationException($"Not possible for a registration that is {State}.");
        }
    }

    private void ChangeState(RegistrationState state, Instant now)
    {
        (State, At, OfferEndsAt, CalledAt) = (state, now, null, null);
        Changes++;
    }
}
