using NodaTime;
using NodaTime.TimeZones;

namespace Rollout.Domain.Launches;

/// <summary>How a time on the lead's wall clock becomes the one instant at which a wave goes live.</summary>
public static class GoLiveMoment
{
    private static readonly ZoneLocalMappingResolver FirstOfTwo =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ThrowWhenSkipped);

    /// <summary>Where clocks go back and the time comes twice, the first of the two is meant.</summary>
    /// <exception cref="SharedKernel.BrokenRuleException"><see cref="WaveRules.TimeExistsOnTheClock"/>: clocks go forward over it.</exception>
    public static Instant InstantOf(LocalDateTime moment, DateTimeZone zone)
    {
        WaveRules.TimeExistsOnTheClock.Ensure(zone.MapLocal(moment).Count > 0);
        return moment.InZone(zone, FirstOfTwo).ToInstant();
    }
}
