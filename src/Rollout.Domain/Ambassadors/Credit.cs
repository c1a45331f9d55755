using NodaTime;
using Rollout.Domain.People;

namespace Rollout.Domain.Ambassadors;

/// <summary>
/// One colleague whose profile is complete by evidence, counted for exactly one ambassador. It is never taken away; the lead can move it.
/// </summary>
public sealed class Credit
{
    private Credit()
    {
    }

    public CreditId Id { get; private init; }

    /// <summary>Whom it counts for.</summary>
    public AmbassadorId Ambassador { get; private set; }

    /// <summary>Whose profile is complete. Unique: a colleague counts once.</summary>
    public PersonId Colleague { get; private init; }

    public Instant At { get; private init; }
    public CreditEvidence Evidence { get; private init; }

    /// <summary>The number of the <see cref="ProfileDefinition"/> the colleague was shown.</summary>
    public int Definition { get; private init; }

    public int Version { get; private set; }

    /// <summary>Gives the credit for what a colleague confirmed.</summary>
    /// <param name="invitation">The one they accepted.</param>
    /// <param name="to">The ambassador of that invitation.</param>
    /// <param name="today">The day on the calendar of the ambassador's branch.</param>
    /// <param name="colleague">Who confirmed.</param>
    /// <param name="evidence">How it is known who confirmed.</param>
    /// <param name="definition">The number of the definition they were shown.</param>
    /// <param name="now">When they confirmed.</param>
    /// <exception cref="Rules.BrokenRuleException">A <see cref="CreditRules"/> rule refuses.</exception>
    public static Credit Give(
        Invitation invitation, Ambassador to, LocalDate today, Person colleague, CreditEvidence evidence, int definition, Instant now)
    {
        CreditRules.NotForOneself.MustHold(to.Person != colleague.Id);
        CreditRules.NeedsAnAcceptedInvitation.MustHold(
            invitation.CountsFrom is not null && invitation.Ambassador == to.Id && invitation.Colleague == colleague.Id);
        CreditRules.TermIsOpen.MustHold(to.TermOn(today) == Term.Open);
        CreditRules.NotForAProfileCompleteBefore.MustHold(!(colleague.ProfileCompleteSince < invitation.CountsFrom));
        return new Credit
        {
            Id = CreditId.New(),
            Ambassador = to.Id,
            Colleague = colleague.Id,
            At = now,
            Evidence = evidence,
            Definition = definition,
        };
    }

    /// <summary>The lead lets it count for another ambassador, and says why.</summary>
    /// <returns>The record of it.</returns>
    /// <exception cref="Rules.BrokenRuleException">A <see cref="CreditRules"/> rule refuses.</exception>
    public CreditMove Move(Ambassador to, string reason, PersonId by, Instant now)
    {
        CreditRules.MovesToAnother.MustHold(to.Id != Ambassador);
        CreditRules.NotForOneself.MustHold(to.Person != Colleague);
        CreditRules.MoveNeedsAReason.MustHold(reason.Trim().Length is >= 3 and <= CreditMove.ReasonLength);
        var move = new CreditMove(CreditMoveId.New(), Id, Ambassador, to.Id, reason.Trim(), by, now);
        Ambassador = to.Id;
        return move;
    }
}

/// <summary>How it is known that the colleague confirmed: who they are was proved, or only said.</summary>
public enum CreditEvidence
{
    /// <summary>Signed in with a code from their own mail.</summary>
    SignedIn,

    /// <summary>Came by the personal link in a mail to their own address; whoever can read that mail can do so.</summary>
    PersonalLink,

    /// <summary>Gave an e-mail or personnel number and the family name that belong together. A colleague who knows both could have done so.</summary>
    MatchingFacts,
}

/// <summary>That a credit was moved: kept for good.</summary>
public sealed record CreditMove(CreditMoveId Id, CreditId Credit, AmbassadorId From, AmbassadorId To, string Reason, PersonId By, Instant At)
{
    /// <summary>The most characters a reason may have.</summary>
    public const int ReasonLength = 500;
}

public readonly record struct CreditId(Guid Value)
{
    public static CreditId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}

public readonly record struct CreditMoveId(Guid Value)
{
    public static CreditMoveId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
