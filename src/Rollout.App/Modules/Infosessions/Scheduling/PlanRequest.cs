using NodaTime;
using Rollout.App.Modules.Infosessions.Registrations;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Infosessions.Scheduling;

/// <summary>What someone wants planned, as typed: the act finds zone and country.</summary>
public sealed record PlanRequest(
    BranchId? Branch, LocalDateTime Starts, int Minutes, string? Place, string? Link, int Seats, PersonId Facilitator, string Language)
{
    /// <summary>Outside the hours the branch works, and meant so.</summary>
    public bool OutsideHours { get; init; }

    /// <summary>After the branch went live, and meant so.</summary>
    public bool AfterGoLive { get; init; }

    /// <summary>Whether a refusal can be set aside by saying that it is meant.</summary>
    public static bool CanBeMeant(Rule rule) => rule == InfosessionRules.InBranchHours || rule == InfosessionRules.BeforeGoLive;

    /// <summary>The same, saying that what the rule refuses is meant.</summary>
    public PlanRequest Meaning(Rule rule) =>
        this with { OutsideHours = OutsideHours || rule == InfosessionRules.InBranchHours, AfterGoLive = AfterGoLive || rule == InfosessionRules.BeforeGoLive };

    /// <summary>An infosession as it is planned now.</summary>
    public static PlanRequest Of(Infosession session) =>
        new(session.Branch, session.Starts, session.Minutes, session.Place, session.Link, session.Seats, session.Facilitator, session.Language)
        {
            OutsideHours = session.OutsideHours,
            AfterGoLive = session.AfterGoLive,
        };

    /// <summary>An infosession as it is planned now.</summary>
    public static PlanRequest Of(InfosessionFacts facts) =>
        new(facts.Branch, facts.Starts, facts.Minutes, facts.Place, facts.Link, facts.Seats, facts.Facilitator, facts.Language)
        {
            OutsideHours = facts.OutsideHours,
            AfterGoLive = facts.AfterGoLive,
        };
}

/// <summary>An infosession someone wants planned about a topic.</summary>
public sealed record RequestedInfosession(TopicId Topic, PlanRequest Plan);
