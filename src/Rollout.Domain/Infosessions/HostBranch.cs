using NodaTime;
using Rollout.Domain.Branches;

namespace Rollout.Domain.Infosessions;

/// <summary>What planning needs to know about the branch where an infosession takes place.</summary>
/// <param name="LiveAt">The moment its wave goes live; null when it is in no wave, or live already.</param>
public sealed record HostBranch(string Name, WorkingHours Hours, Instant? LiveAt);
