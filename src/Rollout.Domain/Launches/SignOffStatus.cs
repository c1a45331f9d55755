using NodaTime;

namespace Rollout.Domain.Launches;

/// <summary>The sign-off status of a launch, and the reasons.</summary>
/// <param name="Last">The verdict it is based on, if there is one.</param>
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

/// <summary>The outcome of a launch's sign-off.</summary>
public enum SignOffStatusKind
{
    /// <summary>No verdict yet.</summary>
    NotSigned,
    Go,

    /// <summary>Go with a condition that is not settled yet and not overdue.</summary>
    ConditionOpen,

    /// <summary>Go with a condition that has been settled.</summary>
    ConditionMet,

    /// <summary>Go with a condition that is overdue: does not count as a go.</summary>
    ConditionOverdue,
    NoGo,

    /// <summary>A go based on something that has changed since.</summary>
    Stale,
}
