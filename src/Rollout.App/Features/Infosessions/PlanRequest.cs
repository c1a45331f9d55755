using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Features.Infosessions;

/// <summary>What someone wants planned, as typed: the act finds zone and country.</summary>
public sealed record PlanRequest(
    BranchId? Branch, LocalDateTime Starts, int Minutes, string? Place, string? Link, int Seats, PersonId Facilitator, string Language);
