using NodaTime;
using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Infosessions;

/// <summary>When an infosession takes place, as a poster states it: a local time, its zone and a duration.</summary>
/// <remarks>Local time and zone are what people agreed on; the instants are derived, and would change if the zone's rules changed.</remarks>
public sealed record SessionTime
{
    /// <param name="minutes">How long it lasts.</param>
    /// <exception cref="BrokenRuleException">The clocks skip this time. The plan as a whole checks the length.</exception>
    public SessionTime(LocalDateTime starts, DateTimeZone zone, int minutes)
    {
        InfosessionRules.TimeExistsOnTheClock.Ensure(zone.Shows(starts), starts);
        (Starts, Zone, Minutes) = (starts, zone, minutes);
    }

    public LocalDateTime Starts { get; }
    public DateTimeZone Zone { get; }

    /// <summary>The duration in minutes, as elapsed on a wall clock in the room.</summary>
    public int Minutes { get; }

    /// <summary>A local time that occurs twice means the first occurrence.</summary>
    public Instant StartsAt => Zone.FirstInstantOf(Starts);

    public Instant EndsAt => StartsAt + Duration.FromMinutes(Minutes);
}
