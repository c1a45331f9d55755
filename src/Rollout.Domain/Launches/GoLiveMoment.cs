using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Launches;

/// <summary>Turns a time on the lead's wall clock into the one instant at which a wave goes live.</summary>
public static class GoLiveMoment
{
    /// <summary>A local time that occurs twice means the first occurrence.</summary>
    /// <exception cref="BrokenRuleException"><see cref="WaveRules.TimeExistsOnTheClock"/>: clocks go forward over it.</exception>
    public static Instant InstantOf(LocalDateTime moment, DateTimeZone zone)
    {
        WaveRules.TimeExistsOnTheClock.Ensure(zone.Shows(moment));
        return zone.FirstInstantOf(moment);
    }

    /// <param name="moment">Null when the input is not a moment; the form reports that itself.</param>
    /// <exception cref="BrokenRuleException">It is over, too far away, or clocks go forward over it.</exception>
    public static void EnsureAhead(LocalDateTime? moment, DateTimeZone zone, Instant now)
    {
        if (moment is { } typed)
        {
            WaveRules.MomentIsAhead.Ensure(InstantOf(typed, zone) > now);
            WaveRules.MomentIsNotTooFar.Ensure(Horizon.Reaches(typed.Date, now.InZone(zone).Date), Horizon.Years);
        }
    }

    /// <summary>Refuses what may be wanted and seldom is, unless the lead says that they mean it: a moment within a day, or one at which a branch sleeps.</summary>
    /// <param name="branches">Those that go live then, by name, with their hours.</param>
    /// <exception cref="BrokenRuleException"><see cref="WaveRules.MomentGivesTime"/> or <see cref="WaveRules.MomentIsInTheDay"/></exception>
    public static void EnsureOverridden(LocalDateTime? moment, DateTimeZone zone, IEnumerable<(string Name, WorkingHours Hours)> branches, MomentMeant meant, Instant now)
    {
        if (moment is not { } typed || !zone.Shows(typed))
        {
            return;
        }

        var at = InstantOf(typed, zone);
        if (at <= now)
        {
            return;
        }

        var asleep = branches.Where(b => !b.Hours.AreNear(at)).Select(b => b.Name).ToList();
        RuleSet.EnsureAll(
            () => WaveRules.MomentGivesTime.Ensure(meant.Soon || at - now >= Duration.FromDays(1)),
            () => WaveRules.MomentIsInTheDay.Ensure(meant.AtNight || asleep.Count == 0, string.Join(", ", asleep)));
    }
}

/// <summary>What the lead says of a moment that is unusual: that it is meant.</summary>
public readonly record struct MomentMeant(bool Soon, bool AtNight);
