using NodaTime;
using Rollout.App.Features.Launches;
using Rollout.App.Wording;
using Rollout.Domain.Launches;

namespace Rollout.App.Features.Start;

/// <summary>How a branch stands, as a sign and a word: as its sign-off does, unless it is live, or unsigned and behind.</summary>
internal static class StandingWords
{
    public static string Of(Words t, NextLaunch launch, LocalDate today) =>
        launch.State == LaunchState.Live ? t["start.standing.live"]
        : IsBehind(launch, today) ? t.Count("start.standing.behind", launch.Behind(today))
        : t.Of(launch.Standing);

    /// <summary>good, caution, stop, or nothing for waiting.</summary>
    public static string Kind(NextLaunch launch, LocalDate today) =>
        launch.State == LaunchState.Live ? "good" : IsBehind(launch, today) ? "stop" : launch.Standing.Sign();

    private static bool IsBehind(NextLaunch launch, LocalDate today) => launch.Standing == StandingKind.NotSigned && launch.Behind(today) > 0;
}
