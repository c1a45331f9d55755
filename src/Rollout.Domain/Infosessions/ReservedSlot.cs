using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.Domain.Infosessions;

/// <summary>A facilitator and a place that are taken for a time, because an infosession is planned.</summary>
public sealed record ReservedSlot(
    InfosessionId Infosession, string Title, LocalDateTime Starts, Instant StartsAt, Instant EndsAt, PersonId Facilitator, string FacilitatorName, BranchId? Branch, string? Place);
