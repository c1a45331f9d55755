using NodaTime;

namespace Rollout.Domain.Launches;

/// <summary>How the sign-off of a launch stands, and why.</summary>
/// <param name="Kind">What it comes down to.</param>
/// <param name="Last">The verdict it comes from, if one was given.</param>
/// <param name="Changes">What makes the verdict stale, when it is.</param>
public sealed record Standing(StandingKind Kind, SignOff? Last, IReadOnlyList<Change> Changes)
{
    /// <summary>Whether the wave can be started with this branch in it.</summary>
    public bool LetsStart => Kind is StandingKind.Go or StandingKind.ConditionMet or StandingKind.ConditionOpen;

    internal static Standing Of(Wave wave, Launch launch, Instant now)
    {
        var today = now.InZone(wave.Zone).Date;
        if (launch.LastSignOff is not { } last)
        {
            return new Standing(StandingKind.NotSigned, null, []);
        }

        if (last.Verdict == Verdict.NoGo)
        {
            return new Standing(StandingKind.NoGo, last, []);
        }

        var changes = SignedBasis.Since(last, wave, launch, now);
        if (changes.Count > 0)
        {
            return new Standing(StandingKind.Stale, last, changes);
        }

        if (last.Verdict == Verdict.Go)
        {
            return new Standing(StandingKind.Go, last, []);
        }

        var open = launch.Checks.Where(c => c.IsCondition && !c.Done).ToList();
        var kind = open.Count == 0 ? StandingKind.ConditionMet
            : open.Exists(c => c.IsOverdue(today)) ? StandingKind.ConditionOverdue
            : StandingKind.ConditionOpen;
        return new Standing(kind, last, []);
    }
}

/// <summary>What the sign-off of a launch comes down to.</summary>
public enum StandingKind
{
    /// <summary>No verdict yet.</summary>
    NotSigned,
    Go,

    /// <summary>Go with a condition that is still to be settled, in time so far.</summary>
    ConditionOpen,

    /// <summary>Go with a condition that is settled.</summary>
    ConditionMet,

    /// <summary>Go with a condition whose day has passed: it does not count as a go.</summary>
    ConditionOverdue,
    NoGo,

    /// <summary>A go, but on what is no longer so.</summary>
    Stale,
}
