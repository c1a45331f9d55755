using NodaTime;
using Rollout.Domain.People;
using Rollout.Domain.Rules;

namespace Rollout.Domain.Infosessions;

/// <summary>A person's place in an infosession. One per person and infosession; who withdrew and comes back takes it up again.</summary>
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
    /// How often this person withdrew or came back. A calendar's SEQUENCE is the infosession's plus this, so that it only ever rises for each of them.
    /// </summary>
    public int Changes { get; private set; }

    /// <summary>For which sequence of the infosession a reminder was queued, if one was.</summary>
    public int? RemindedFor { get; private set; }

    /// <summary>Someone's seat, just taken: <see cref="Infosession.Taken"/> must have been raised in the same transaction.</summary>
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

    /// <summary>Whether the state is one in which a seat is held.</summary>
    public bool HoldsASeat => !OnFreeChair && State is (RegistrationState.Registered or RegistrationState.Attended or RegistrationState.NoShow);

    /// <summary>Whether the door may note something of this person: they have a seat, or sit on a free chair.</summary>
    public bool IsAtTheDoor => HoldsASeat || (OnFreeChair && State == RegistrationState.Attended);

    /// <summary>Takes the seat up again after a withdrawal.</summary>
    public void ComeBack(Instant now)
    {
        (State, At, WalkedIn, OnFreeChair) = (RegistrationState.Registered, now, false, false);
        Changes++;
    }

    /// <exception cref="BrokenRuleException">The infosession has started, or there is no seat to give back.</exception>
    public void Withdraw(Instant startsAt, Instant now)
    {
        InfosessionRules.OnlyWhoIsRegisteredWithdraws.MustHold(State == RegistrationState.Registered);
        InfosessionRules.WithdrawUntilItStarts.MustHold(now < startsAt);
        (State, At) = (RegistrationState.Withdrawn, now);
        Changes++;
    }

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
        InfosessionRules.AttendanceOnceTheDoorIsOpen.MustHold(at >= startsAt - Infosessions.Infosession.DoorOpens);
        InfosessionRules.OnlyWhoHeldASeatIsTicked.MustHold(IsAtTheDoor);
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
    public void WalkIn(bool onFreeChair, Instant now) => (State, At, WalkedIn, OnFreeChair) = (RegistrationState.Attended, now, true, onFreeChair);
}

/// <summary>Where a person stands with an infosession.</summary>
public enum RegistrationState
{
    Registered,
    Withdrawn,
    Attended,
    NoShow,
}

public readonly record struct RegistrationId(Guid Value)
{
    public static RegistrationId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
