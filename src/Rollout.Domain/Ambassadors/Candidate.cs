using NodaTime;
using Rollout.Domain.People;

namespace Rollout.Domain.Ambassadors;

/// <summary>
/// Someone who may become an ambassador: proposed by their director, asked by the lead, or applying. Nobody becomes one without accepting; someone who declined
/// is not asked again, but can still apply. There is at most one candidate per person.
/// </summary>
public sealed class Candidate
{
    /// <summary>The most characters a reason may have.</summary>
    public const int WhyLength = 500;

    private Candidate()
    {
    }

    public CandidateId Id { get; private init; }

    /// <summary>The person. Unique.</summary>
    public PersonId Person { get; private init; }

    public CandidateState State { get; private set; }

    /// <summary>The person who last proposed or asked them; the candidate when they applied.</summary>
    public PersonId By { get; private set; }

    /// <summary>Why they are proposed, or why they apply; may be empty.</summary>
    public string Why { get; private set; } = "";

    /// <summary>When the current state was entered.</summary>
    public Instant At { get; private set; }

    /// <summary>The quota offered by the lead, once asked.</summary>
    public int? Quota { get; private set; }

    /// <summary>First day of the offered window.</summary>
    public LocalDate? From { get; private set; }

    /// <summary>Last day of the offered window.</summary>
    public LocalDate? Until { get; private set; }

    public int Version { get; private set; }

    /// <summary>Creates a candidate nothing is known about yet.</summary>
    public static Candidate Of(PersonId person) => new() { Id = CandidateId.New(), Person = person, State = CandidateState.New };

    /// <summary>The director proposes them to the lead.</summary>
    public void Propose(PersonId by, string why, Instant now)
    {
        CanBeAsked();
        CandidateRules.IsNotWaitingYet.Ensure(State is not (CandidateState.Proposed or CandidateState.Applied or CandidateState.Asked));
        Become(CandidateState.Proposed, by, why, now);
    }

    /// <summary>They apply themselves; also possible after they declined or were turned down.</summary>
    public void Apply(string why, Instant now)
    {
        CandidateRules.IsNotWaitingYet.Ensure(State is not (CandidateState.Applied or CandidateState.Asked));
        Become(CandidateState.Applied, Person, why, now);
    }

    /// <summary>The lead asks them, stating quota and window.</summary>
    /// <param name="today">The day on the calendar of their branch.</param>
    public void Ask(PersonId by, string why, int quota, LocalDate from, LocalDate until, LocalDate today, Instant now)
    {
        CanBeAsked();
        CandidateRules.IsNotWaitingYet.Ensure(State is not (CandidateState.Applied or CandidateState.Asked));
        Ambassador.EnsureTerm(quota, from, until, today);
        Become(CandidateState.Asked, by, why.Trim().Length > 0 ? why : Why, now);
        (Quota, From, Until) = (quota, from, until);
    }

    /// <summary>They accept what the lead asked.</summary>
    public void Accept(LocalDate today, Instant now)
    {
        CandidateRules.IsAsked.Ensure(State == CandidateState.Asked);
        CandidateRules.AskIsOpen.Ensure(today <= Until);
        (State, At) = (CandidateState.Accepted, now);
    }

    /// <summary>They decline. They are not asked again.</summary>
    public void Decline(Instant now)
    {
        CandidateRules.IsAsked.Ensure(State == CandidateState.Asked);
        (State, At) = (CandidateState.Declined, now);
    }

    /// <summary>The lead accepts an application.</summary>
    public void TakeOn(Instant now)
    {
        CandidateRules.HasApplied.Ensure(State == CandidateState.Applied);
        (State, At) = (CandidateState.Accepted, now);
    }

    /// <summary>The lead turns down a proposal or an application.</summary>
    public void TurnDown(Instant now)
    {
        CandidateRules.WaitsForTheLead.Ensure(State is CandidateState.Applied or CandidateState.Proposed);
        (State, At) = (CandidateState.TurnedDown, now);
    }

    private void CanBeAsked() => CandidateRules.HasNotDeclined.Ensure(State != CandidateState.Declined);

    private void Become(CandidateState state, PersonId by, string why, Instant now)
    {
        CandidateRules.WhyFits.Ensure(why.Trim().Length <= WhyLength);
        (State, By, Why, At) = (state, by, why.Trim(), now);
    }
}

/// <summary>How far someone is on the way to becoming an ambassador.</summary>
public enum CandidateState
{
    New,
    Proposed,
    Applied,
    Asked,
    Accepted,
    Declined,
    TurnedDown,
}

/// <summary>Rules about a candidate.</summary>
public static class CandidateRules
{
    public static readonly SharedKernel.Rule HasNotDeclined = new("candidate.said-no");
    public static readonly SharedKernel.Rule IsNotWaitingYet = new("candidate.waits-already");
    public static readonly SharedKernel.Rule IsAsked = new("candidate.is-asked");
    public static readonly SharedKernel.Rule AskIsOpen = new("candidate.ask-is-open");
    public static readonly SharedKernel.Rule HasApplied = new("candidate.has-applied");
    public static readonly SharedKernel.Rule WaitsForTheLead = new("candidate.waits-for-the-lead");
    public static readonly SharedKernel.Rule WhyFits = new("candidate.why-fits");
    public static readonly SharedKernel.Rule IsNotAmbassador = new("candidate.is-no-ambassador");

    /// <summary>A director proposes people from the branches they direct.</summary>
    public static readonly SharedKernel.Rule OwnBranchOnly = new("candidate.own-branch-only");
}

public readonly record struct CandidateId(Guid Value)
{
    public static CandidateId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
