using NodaTime;
using NodaTime.TimeZones;

namespace Rollout.Domain.SharedKernel;

/// <summary>Turns what people read on a clock into instants.</summary>
public static class WallClock
{
    private static readonly ZoneLocalMappingResolver Earlier = Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ThrowWhenSkipped);

    /// <summary>Whether the clocks show this time at all: in spring they skip an hour.</summary>
    public static bool Shows(this DateTimeZone zone, LocalDateTime time) => zone.MapLocal(time).Count > 0;

    /// <summary>The instant of a local time; of one that occurs twice, in autumn, the first.</summary>
    /// <exception cref="SkippedTimeException">The clocks skip it.</exception>
    public static Instant FirstInstantOf(this DateTimeZone zone, LocalDateTime time) => time.InZone(zone, Earlier).ToInstant();
}
