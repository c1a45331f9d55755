using NodaTime;
using Rollout.Domain.People;

namespace Rollout.Domain.Ambassadors;

/// <summary>
/// One colleague whose profile is complete by evidence, counted for exactly one ambassador. No change of a definition or a term takes it away; the lead can move it.
/// Only evidence that the profile was complete before takes it back (<see cref="CreditAttribution"/>).
/// </summary>
public sealed class Credit
{
    private Credit()
    {
    }

    /// <summary>The colleague's own: a colleague counts once, and the same events make the same credit.</summary>
    public CreditId Id { get; private init; }

    /// <summary>Whom it counts for.</summary>
    public AmbassadorId Ambassador { get; private set; }

    /// <summary>Who brought the colleague in; the lead may have let it count for another since.</summary>
    public AmbassadorId EarnedBy { get; private set; }

    /// <summary>Whose profile is complete. Unique: a colleague counts once.</summary>
    public PersonId Colleague { get; private init; }

    /// <summary>From when on it counts.</summary>
    public Instant At { get; private set; }

    /// <summary>How it is known first.</summary>
    public CreditEvidence Evidence { get; private set; }

    /// <summary>The number of the <see cref="ProfileDefinition"/> that was in force, or that the colleague was shown.</summary>
    public int Definition { get; private set; }

    /// <summary>The closed season it belongs to, in which it stays as it is; null for the one that runs.</summary>
    public int? Season { get; private set; }

    public int Version { get; private set; }

    /// <summary>The credit that is due to an ambassador, or to whom the lead moved it last.</summary>
    public static Credit Due(PersonId colleague, AttributedCredit earned, CreditMove? lastMove)
    {
        var credit = new Credit { Id = CreditId.Of(colleague), Colleague = colleague };
        credit.Settle(earned, lastMove);
        return credit;
    }

    /// <summary>Gives the credit for what a colleague confirmed.</summary>
    /// <param name="invitation">The one they accepted.</param>
    /// <param name="to">The ambassador of that invitation.</param>
    /// <param name="today">The day on the calendar of the ambassador's branch.</param>
    /// <param name="colleague">Who confirmed.</param>
    /// <param name="evidence">How it is known who confirmed.</param>
    /// <param name="definition">The number of the definition they were shown.</param>
    /// <param name="now">When they confirmed.</param>
    /// <exception cref="SharedKernel.BrokenRuleException">A <see cref="CreditRules"/> rule refuses.</exception>
    public static Credit Give(
        Invitation invitation, Ambassador to, LocalDate today, Person colleague, CreditEvidence evidence, int definition, Instant now)
    {
        MayBeConfirmed(invitation, to, today, colleague);
        return Due(colleague.Id, new AttributedCredit(to.Id, now, evidence, definition), null);
    }

    /// <summary>Asks whether a colleague's confirmation can be this ambassador's credit.</summary>
    /// <exception cref="SharedKernel.BrokenRuleException">A <see cref="CreditRules"/> rule refuses.</exception>
    public static void MayBeConfirmed(Invitation invitation, Ambassador to, LocalDate today, Person colleague)
    {
        CreditRules.NotForOneself.Ensure(to.Person != colleague.Id);
        CreditRules.NeedsAnAcceptedInvitation.Ensure(
            invitation.CountsFrom is not null && invitation.Ambassador == to.Id && invitation.Colleague == colleague.Id);
        CreditRules.TermIsOpen.Ensure(to.TermOn(today) == TermStatus.Open);
        CreditRules.NotForAProfileCompleteBefore.Ensure(!(colleague.ProfileCompleteSince < invitation.CountsFrom));
    }

    /// <summary>What is known has changed: earlier evidence, or an earlier yes. Where the lead moved it stays.</summary>
    public void Settle(AttributedCredit earned, CreditMove? lastMove) =>
        (EarnedBy, Ambassador, At, Evidence, Definition) = (earned.Ambassador, lastMove?.To ?? earned.Ambassador, earned.At, earned.Evidence, earned.Definition);

    /// <summary>The lead lets it count for another ambassador, and says why.</summary>
    /// <returns>The record of it.</returns>
    /// <exception cref="SharedKernel.BrokenRuleException">A <see cref="CreditRules"/> rule refuses.</exception>
    public CreditMove Move(Ambassador to, string reason, PersonId by, Instant now)
    {
        CreditRules.MovesToAnother.Ensure(to.Id != Ambassador);
        CreditRules.NotForOneself.Ensure(to.Person != Colleague);
        CreditRules.MoveNeedsAReason.Ensure(reason.Trim().Length is >= 3 and <= CreditMove.ReasonLength);
        var move = new CreditMove(CreditMoveId.New(), Id, Ambassador, to.Id, reason.Trim(), by, now);
        Ambassador = to.Id;
        return move;
    }
}

/// <summary>That a credit was moved: kept for good.</summary>
public sealed record CreditMove(CreditMoveId Id, CreditId Credit, AmbassadorId From, AmbassadorId To, string Reason, PersonId By, Instant At)
{
    /// <summary>The most characters a reason may have.</summary>
    public const int ReasonLength = 500;
}

public readonly record struct CreditId(Guid Value)
{
    public static CreditId Of(PersonId colleague) => new(colleague.Value);

    public override string ToString() => Value.ToString();
}

public readonly record struct CreditMoveId(Guid Value)
{
    public static CreditMoveId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
