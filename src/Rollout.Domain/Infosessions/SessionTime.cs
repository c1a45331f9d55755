using NodaTime;
using NodaTime.TimeZones;
using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Infosessions;

/// <summary>When an infosession takes place, as it stands on a poster: a local time, its zone and how long it lasts.</summary>
/// <remarks>
/// Local time and zone are what people agreed on. The instants follow from them, and would move if the zone's rules changed.
/// </remarks>
public sealed record SessionTime
{
    private static readonly ZoneLocalMappingResolver FirstOfTwo =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ThrowWhenSkipped);

    /// <param name="starts">The local time it starts.</param>
    /// <param name="zone">The zone that time is in.</param>
    /// <param name="minutes">How long it lasts.</param>
    /// <exception cref="BrokenRuleException">The clocks skip this time, or the length does not fit.</exception>
    public SessionTime(LocalDateTime starts, DateTimeZone zone, int minutes)
    {
        InfosessionRules.TimeExistsOnTheClock.Ensure(zone.MapLocal(starts).Count > 0, starts);
        InfosessionRules.LengthFits.Ensure(Infosession.IsLength(minutes));
        (Starts, Zone, Minutes) = (starts, zone, minutes);
    }

    public LocalDateTime Starts { get; }
    public DateTimeZone Zone { get; }

    /// <summary>How long it lasts, by the clock on the wall of those in the room.</summary>
    public int Minutes { get; }

    /// <summary>Where clocks go back and the time comes twice, the first of the two is meant.</summary>
    public Instant StartsAt => Starts.InZone(Zone, FirstOfTwo).ToInstant();

    public Instant EndsAt => StartsAt + Duration.FromMinutes(Minutes);

    /// <summary>The same local time <paramref name="weeks"/> weeks later.</summary>
    public SessionTime WeeksLater(int weeks) => new(Starts.PlusWeeks(weeks), Zone, Minutes);
}
