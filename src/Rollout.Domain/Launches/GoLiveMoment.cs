using NodaTime;
using NodaTime.TimeZones;

namespace Rollout.Domain.Launches;

/// <summary>Turns a time on the lead's wall clock into the one instant at which a wave goes live.</summary>
public static class GoLiveMoment
{
    private static readonly ZoneLocalMappingResolver FirstOfTwo =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ThrowWhenSkipped);

    /// <summary>A local time that occurs twice means the first occurrence.</summary>
    /// <exception cref="SharedKernel.BrokenRuleException"><see cref="WaveRules.TimeExistsOnTheClock"/>: the clocks skip this time.</exception>
    public static Instant InstantOf(LocalDateTime moment, DateTimeZone zone)
    {
        WaveRules.TimeExistsOnTheClock.Ensure(zone.MapLocal(moment).Count > 0);
        return moment.InZone(zone, FirstOfTwo).ToInstant();
    }
}
