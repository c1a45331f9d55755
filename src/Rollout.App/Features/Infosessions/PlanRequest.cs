using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Features.Infosessions;

/// <summary>What someone wants planned, as typed: the act finds zone and country.</summary>
public sealed record PlanRequest(
    BranchId? Branch, LocalDateTime Starts, int Minutes, string? Place, string? Link, int Seats, PersonId Facilitator, string Language)
{
    /// <summary>Outside the hours the branch works, and meant so.</summary>
    public bool OutsideHours { get; init; }

    /// <summary>After the branch went live, and meant so.</summary>
    public bool AfterGoLive { get; init; }

    /// <summary>An infosession as it is planned now.</summary>
    public static PlanRequest Of(Infosession session) =>
        new(session.Branch, session.Starts, session.Minutes, session.Place, session.Link, session.Seats, session.Facilitator, session.Language)
        {
            OutsideHours = session.OutsideHours,
            AfterGoLive = session.AfterGoLive,
        };
}

/// <summary>An infosession someone wants planned about a topic.</summary>
public sealed record WantedInfosession(TopicId Topic, PlanRequest Plan);
