using NodaTime;

namespace Rollout.Domain.Launches;

/// <summary>How the sign-off of a launch stands, and why.</summary>
/// <param name="Kind">What it comes down to.</param>
/// <param name="Last">The verdict it comes from, if one was given.</param>
/// <param name="Changes">What makes the verdict stale, when it is.</param>
public sealed record SignOffStatus(SignOffStatusKind Kind, SignOff? Last, IReadOnlyList<SnapshotChange> Changes)
{
    /// <summary>Whether the wave can be started with this branch in it.</summary>
    public bool LetsStart => Kind is SignOffStatusKind.Go or SignOffStatusKind.ConditionMet or SignOffStatusKind.ConditionOpen;

    internal static SignOffStatus Of(Wave wave, Launch launch, Instant now)
    {
        var today = now.InZone(wave.Zone).Date;
        if (launch.LastSignOff is not { } last)
        {
            return new SignOffStatus(SignOffStatusKind.NotSigned, null, []);
        }

        if (last.Verdict == Verdict.NoGo)
        {
            return new SignOffStatus(SignOffStatusKind.NoGo, last, []);
        }

        var changes = SignOffSnapshot.CompareTo(last, wave, launch, now);
        if (changes.Count > 0)
        {
            return new SignOffStatus(SignOffStatusKind.Stale, last, changes);
        }

        if (last.Verdict == Verdict.Go)
        {
            return new SignOffStatus(SignOffStatusKind.Go, last, []);
        }

        var open = launch.Checks.Where(c => c.IsCondition && !c.Done).ToList();
        var kind = open.Count == 0 ? SignOffStatusKind.ConditionMet
            : open.Exists(c => c.IsOverdue(today)) ? SignOffStatusKind.ConditionOverdue
            : SignOffStatusKind.ConditionOpen;
        return new SignOffStatus(kind, last, []);
    }
}

/// <summary>What the sign-off of a launch comes down to.</summary>
public enum SignOffStatusKind
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
