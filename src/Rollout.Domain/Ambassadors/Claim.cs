using NodaTime;
using Rollout.Domain.People;

namespace Rollout.Domain.Ambassadors;

/// <summary>
/// That an ambassador says to have helped a colleague complete their profile, in person. Shown until the colleague or an import confirms it; never evidence
/// unless the rule says so, and worth nothing from when the colleague says that it is not right.
/// </summary>
public sealed class Claim
{
    private Claim()
    {
    }

    public AmbassadorId Ambassador { get; private init; }
    public PersonId Colleague { get; private init; }
    public Instant At { get; private init; }

    /// <summary>The number of the <see cref="ProfileDefinition"/> that was in force; its rule says whether claims count.</summary>
    public int Definition { get; private init; }

    /// <summary>When the colleague said that it is not right, if they did. The record stays.</summary>
    public Instant? ContradictedAt { get; private set; }

    /// <param name="by">Who says so.</param>
    /// <param name="today">The day on the calendar of the ambassador's branch.</param>
    /// <param name="branch">The ambassador's branch.</param>
    /// <param name="colleague">Who was helped.</param>
    /// <param name="done">Credits the ambassador has.</param>
    /// <param name="open">Claims of the ambassador that nobody confirmed yet.</param>
    /// <param name="now">When it is said.</param>
    /// <param name="definition">The definition in force.</param>
    /// <param name="department">The ambassador's department, as it is matched; empty when nobody said.</param>
    /// <exception cref="SharedKernel.BrokenRuleException">A <see cref="ClaimRules"/> rule refuses.</exception>
    public static Claim Make(Ambassador by, LocalDate today, Branches.BranchId branch, Person colleague, int done, int open, Instant now, int definition = ProfileDefinition.BuiltIn, string department = "")
    {
        ClaimRules.NotForOneself.Ensure(by.Person != colleague.Id);
        ClaimRules.OwnBranchOnly.Ensure(colleague.Active && colleague.IsColleagueOf(branch, department));
        ClaimRules.TermIsOpen.Ensure(by.TermOn(today) == TermStatus.Open);
        ClaimRules.FitsRemainingQuota.Ensure(done + open < by.Quota);
        return new Claim { Ambassador = by.Id, Colleague = colleague.Id, At = now, Definition = definition };
    }

    /// <summary>The colleague says that it is not right. Saying so twice changes nothing.</summary>
    public void Contradict(Instant now) => ContradictedAt ??= now;
}
