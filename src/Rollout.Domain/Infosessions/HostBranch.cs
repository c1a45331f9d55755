using NodaTime;
using Rollout.Domain.Branches;

namespace Rollout.Domain.Infosessions;

/// <summary>The branch where an infosession takes place, as far as planning asks.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Hours">When it works.</param>
/// <param name="LiveAt">The moment its wave goes live; null when it is in none.</param>
public sealed record HostBranch(string Name, WorkingHours Hours, Instant? LiveAt);
