using NodaTime;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Infosessions.Scheduling;

/// <summary>A plan as requested; the command looks up zone and country.</summary>
public sealed record PlanRequest(
    BranchId? Branch, LocalDateTime Starts, int Minutes, string? Place, string? Link, int Seats, PersonId Facilitator, string Language)
{
    /// <summary>Confirms a time outside the branch's working hours.</summary>
    public bool OutsideHours { get; init; }

    /// <summary>Confirms a time after the branch's go-live.</summary>
    public bool AfterGoLive { get; init; }

    /// <summary>Whether a rule can be overridden by confirming.</summary>
    public static bool CanBeMeant(Rule rule) => rule == InfosessionRules.InBranchHours || rule == InfosessionRules.BeforeGoLive;

    /// <summary>The same plan with this rule overridden.</summary>
    public PlanRequest Meaning(Rule rule) =>
        this with { OutsideHours = OutsideHours || rule == InfosessionRules.InBranchHours, AfterGoLive = AfterGoLive || rule == InfosessionRules.BeforeGoLive };

    /// <summary>The current plan of an infosession.</summary>
    public static PlanRequest Of(Infosession session) =>
        new(session.Branch, session.Starts, session.Minutes, session.Place, session.Link, session.Seats, session.Facilitator, session.Language)
        {
            OutsideHours = session.OutsideHours,
            AfterGoLive = session.AfterGoLive,
        };

    /// <summary>The current plan of an infosession.</summary>
    public static PlanRequest Of(InfosessionFacts facts) =>
        new(facts.Branch, facts.Starts, facts.Minutes, facts.Place, facts.Link, facts.Seats, facts.Facilitator, facts.Language)
        {
            OutsideHours = facts.OutsideHours,
            AfterGoLive = facts.AfterGoLive,
        };
}

/// <summary>A requested infosession: a topic and a plan.</summary>
public sealed record RequestedInfosession(TopicId Topic, PlanRequest Plan);
