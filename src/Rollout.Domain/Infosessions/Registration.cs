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

    /// <summary>Whether the state is one in which a seat is held.</summary>
    public bool HoldsASeat => State is RegistrationState.Registered or RegistrationState.Attended or RegistrationState.NoShow;

    /// <summary>Takes the seat up again after a withdrawal.</summary>
    public void ComeBack(Instant now)
    {
        (State, At) = (RegistrationState.Registered, now);
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

    /// <summary>Whether the person came.</summary>
    /// <exception cref="BrokenRuleException">The infosession has not started, or the person held no seat.</exception>
    public void Tick(bool came, Instant startsAt, Instant now)
    {
        InfosessionRules.AttendanceAfterTheStart.MustHold(now >= startsAt);
        InfosessionRules.OnlyWhoHeldASeatIsTicked.MustHold(HoldsASeat);
        var state = came ? RegistrationState.Attended : RegistrationState.NoShow;
        (State, At) = (state, state == State ? At : now);
    }
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
