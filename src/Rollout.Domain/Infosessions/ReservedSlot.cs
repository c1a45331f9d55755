using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.Domain.Infosessions;

/// <summary>The time for which a planned infosession reserves a facilitator and a place.</summary>
public sealed record ReservedSlot(
    InfosessionId Infosession, TopicTitle Title, LocalDateTime Starts, Instant StartsAt, Instant EndsAt, PersonId Facilitator, string FacilitatorName, BranchId? Branch, string? Place);
