using NodaTime;
using Rollout.Domain.People;

namespace Rollout.Domain.Ambassadors;

/// <summary>
/// An ambassador's statement that they helped a colleague complete their profile in person. It is shown until the colleague or an import confirms it, is not
/// evidence unless the profile definition says so, and becomes worthless when the colleague contradicts it.
/// </summary>
public sealed class Claim
{
    private Claim()
    {
    }

    public AmbassadorId Ambassador { get; private init; }
    public PersonId Colleague { get; private init; }
    public Instant At { get; private init; }

    /// <summary>The number of the <see cref="ProfileDefinition"/> in force at the time; it decides whether claims count.</summary>
    public int Definition { get; private init; }

    /// <summary>When the colleague contradicted the claim, if they did. The record stays.</summary>
    public Instant? ContradictedAt { get; private set; }

    /// <param name="by">The ambassador who makes the claim.</param>
    /// <param name="colleague">The colleague who was helped.</param>
    /// <param name="done">The ambassador's credits so far.</param>
    /// <param name="open">The ambassador's claims that nobody has confirmed yet.</param>
    /// <param name="definition">The number of the definition in force.</param>
    /// <param name="department">The ambassador's department in its normalized form; empty when unknown.</param>
    /// <exception cref="SharedKernel.BrokenRuleException">A <see cref="ClaimRules"/> rule is broken.</exception>
    public static Claim Make(Ambassador by, LocalDate today, Branches.BranchId branch, Person colleague, int done, int open, Instant now, int definition = ProfileDefinition.BuiltIn, string department = "")
    {
        ClaimRules.NotForOneself.Ensure(by.Person != colleague.Id);
        ClaimRules.OwnBranchOnly.Ensure(colleague.Active && colleague.IsColleagueOf(branch, department));
        ClaimRules.TermIsOpen.Ensure(by.TermOn(today) == TermStatus.Open);
        ClaimRules.FitsRemainingQuota.Ensure(done + open < by.Quota);
        return new Claim { Ambassador = by.Id, Colleague = colleague.Id, At = now, Definition = definition };
    }

    /// <summary>The colleague contradicts the claim. Repeating it changes nothing.</summary>
    public void Contradict(Instant now) => ContradictedAt ??= now;
}
