using NodaTime;
using Rollout.Domain.People;

namespace Rollout.Domain.Ambassadors;

/// <summary>
/// One colleague whose profile is complete by evidence, counted for exactly one ambassador. Changing a definition or a term does not remove it; the lead can
/// move it. Only evidence that the profile was complete before the invitation takes it back (<see cref="CreditAttribution"/>).
/// </summary>
public sealed class Credit
{
    private Credit()
    {
    }

    /// <summary>Derived from the colleague's id: a colleague counts once, and replaying the same events yields the same credit.</summary>
    public CreditId Id { get; private init; }

    /// <summary>The ambassador it counts for.</summary>
    public AmbassadorId Ambassador { get; private set; }

    /// <summary>The ambassador who earned it; the lead may have moved it to another since.</summary>
    public AmbassadorId EarnedBy { get; private set; }

    /// <summary>The colleague whose profile is complete. Unique.</summary>
    public PersonId Colleague { get; private init; }

    /// <summary>The moment from which it counts.</summary>
    public Instant At { get; private set; }

    /// <summary>The first evidence that counted.</summary>
    public CreditEvidence Evidence { get; private set; }

    /// <summary>The number of the <see cref="ProfileDefinition"/> that was in force, or that the colleague was shown.</summary>
    public int Definition { get; private set; }

    /// <summary>
    /// Whether it rests only on facts that others may know. It counts, is shown apart, and is settled by a code or link from the colleague's own mail
    /// or by an import (<see cref="ProfileEvidence.Settles"/>).
    /// </summary>
    public bool Provisional { get; private set; }

    /// <summary>The closed season it belongs to, where it no longer changes; null for the current one.</summary>
    public int? Season { get; private set; }

    public int Version { get; private set; }

    /// <summary>The credit due to the ambassador who earned it, or to the one the lead last moved it to.</summary>
    public static Credit Due(PersonId colleague, AttributedCredit earned, CreditMove? lastMove)
    {
        var credit = new Credit { Id = CreditId.Of(colleague), Colleague = colleague };
        credit.Settle(earned, lastMove);
        return credit;
    }

    /// <summary>Checks that a colleague's confirmation can be this ambassador's credit.</summary>
    /// <exception cref="SharedKernel.BrokenRuleException">A <see cref="CreditRules"/> rule is broken.</exception>
    public static void MayBeConfirmed(Invitation invitation, Ambassador to, LocalDate today, Person colleague)
    {
        CreditRules.NotForOneself.Ensure(to.Person != colleague.Id);
        CreditRules.NeedsAnAcceptedInvitation.Ensure(
            invitation.CountsFrom is not null && invitation.Ambassador == to.Id && invitation.Colleague == colleague.Id);
        CreditRules.TermIsOpen.Ensure(to.TermOn(today) == TermStatus.Open);
        CreditRules.NotForAProfileCompleteBefore.Ensure(!(colleague.ProfileCompleteSince < invitation.CountsFrom));
    }

    /// <summary>Applies earlier evidence or an earlier acceptance that became known. A credit the lead moved stays where it is.</summary>
    public void Settle(AttributedCredit earned, CreditMove? lastMove) =>
        (EarnedBy, Ambassador, At, Evidence, Definition, Provisional) =
            (earned.Ambassador, lastMove?.To ?? earned.Ambassador, earned.At, earned.Evidence, earned.Definition, earned.Provisional);

    /// <summary>The lead moves the credit to another ambassador, with a reason.</summary>
    /// <returns>The record of the move.</returns>
    /// <exception cref="SharedKernel.BrokenRuleException">A <see cref="CreditRules"/> rule is broken.</exception>
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

/// <summary>The record of a moved credit, never deleted.</summary>
public sealed record CreditMove(CreditMoveId Id, CreditId Credit, AmbassadorId From, AmbassadorId To, string Reason, PersonId By, Instant At)
{
    /// <summary>The most characters a reason may have.</summary>
    public const int ReasonLength = 500;
}

public readonly record struct CreditId(Guid Value)
{
    public static CreditId Of(PersonId colleague) => new(colleague.Value);

    public override string ToString() => Value.ToString();

    // A list goes on after the last of its page.
    public static bool operator >(CreditId left, CreditId right) => left.Value > right.Value;

    public static bool operator <(CreditId left, CreditId right) => left.Value < right.Value;
}

public readonly record struct CreditMoveId(Guid Value)
{
    public static CreditMoveId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
