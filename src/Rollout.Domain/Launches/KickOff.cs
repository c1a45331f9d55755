using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Launches;

/// <summary>A branch's own meeting around the go-live moment, led by its director.</summary>
public sealed class KickOff
{
    public const int PlaceLength = 200;
    public const int TextLength = 4000;

    /// <summary>How many days before or after the moment it may be, on the branch's calendar.</summary>
    public const int DaysAround = 3;

    private KickOff()
    {
    }

    public LaunchId Launch { get; private init; }

    /// <summary>The local start time, on the branch's wall clock.</summary>
    public LocalDateTime Starts { get; private set; }

    public DateTimeZone Zone { get; private set; } = DateTimeZone.Utc;

    /// <summary>Derived from <see cref="Starts"/>.</summary>
    public Instant StartsAt { get; private set; }

    public int Minutes { get; private set; }
    public string Place { get; private set; } = "";

    /// <summary>The director's text in the invitation.</summary>
    public string Words { get; private set; } = "";

    /// <summary>One line per part: how many minutes, and what.</summary>
    public string RunningOrder { get; private set; } = "";

    /// <summary>When the branch was invited to the current plan.</summary>
    public Instant? InvitedAt { get; private set; }

    /// <summary>Incremented by each change, for calendars.</summary>
    public int Sequence { get; private set; }

    /// <summary>Whether it is close enough to a moment, on the branch's calendar.</summary>
    public bool IsAround(Instant moment) => IsAround(Starts.Date, moment.InZone(Zone).Date);

    internal static KickOff Of(LaunchId launch) => new() { Launch = launch };

    internal static bool IsAround(LocalDate day, LocalDate moment) => Math.Abs(Period.DaysBetween(day, moment)) <= DaysAround;

    internal void Plan(KickOffPlan plan, DateTimeZone zone)
    {
        var starts = plan.Starts!.Value;
        var changes = (Starts, Minutes, Place) != (starts, plan.Minutes, plan.Place.Trim()) && Place.Length > 0;
        (Starts, Zone, StartsAt) = (starts, zone, starts.InZoneLeniently(zone).ToInstant());
        (Minutes, Place, Words, RunningOrder) = (plan.Minutes, plan.Place.Trim(), plan.Words.Trim(), plan.RunningOrder.Trim());
        Sequence += changes ? 1 : 0;
    }

    internal void Invite(Instant now) => InvitedAt = now;
}

/// <summary>The values of a kick-off as entered.</summary>
/// <param name="Starts">Null when what was typed is no day or no hour.</param>
public sealed record KickOffPlan(LocalDateTime? Starts, int Minutes, string Place, string Words, string RunningOrder)
{
    /// <summary>At night or on a day off, and meant so.</summary>
    public bool AtNight { get; init; }

    /// <param name="moment">When the branch goes live.</param>
    /// <param name="hours">When its people work.</param>
    /// <exception cref="BrokenRuleException">A <see cref="LaunchRules"/> rule is broken.</exception>
    internal void Validate(Instant moment, WorkingHours hours, Instant now)
    {
        var at = Starts?.InZoneLeniently(hours.Zone).ToInstant();
        RuleSet.EnsureAll(
            () => LaunchRules.KickOffHasATime.Ensure(at is not null),
            () => LaunchRules.KickOffIsAhead.Ensure(at is null || at > now),
            () => LaunchRules.KickOffIsAroundTheMoment.Ensure(Starts is null || KickOff.IsAround(Starts.Value.Date, moment.InZone(hours.Zone).Date), KickOff.DaysAround),
            () => LaunchRules.KickOffIsInTheDay.Ensure(AtNight || at is null || hours.AreNear(at.Value)),
            () => LaunchRules.KickOffTakesAWhile.Ensure(Minutes is >= 10 and <= 480),
            () => LaunchRules.KickOffNeedsAPlace.Ensure(Place.Trim().Length is >= 1 and <= KickOff.PlaceLength),
            () => LaunchRules.KickOffWordsFit.Ensure(Words.Trim().Length <= KickOff.TextLength && RunningOrder.Trim().Length <= KickOff.TextLength, KickOff.TextLength));
    }
}
