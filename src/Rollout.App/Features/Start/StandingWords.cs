using NodaTime;
using Rollout.App.Wording;
using Rollout.Domain.Launches;

namespace Rollout.App.Features.Start;

/// <summary>How a branch stands, as a sign and a word.</summary>
public static class StandingWords
{
    public static string Of(Words t, NextLaunch launch, LocalDate today) =>
        launch.State == LaunchState.Live ? t["start.standing.live"]
        : launch.Standing is StandingKind.NotSigned && launch.Behind(today) is > 0 and var behind ? t.Count("start.standing.behind", behind)
        : t["start.standing." + launch.Standing];

    /// <summary>good, caution, stop, or nothing for waiting.</summary>
    public static string Kind(NextLaunch launch, LocalDate today) => launch.State == LaunchState.Live ? "good" : launch.Standing switch
    {
        StandingKind.Go or StandingKind.ConditionMet => "good",
        StandingKind.NoGo or StandingKind.ConditionOverdue => "stop",
        StandingKind.Stale => "caution",
        StandingKind.NotSigned when launch.Behind(today) > 0 => "stop",
        _ => "",
    };
}
