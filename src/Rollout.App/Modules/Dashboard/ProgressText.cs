using NodaTime;
using Rollout.App.Modules.Launches.Contracts;
using Rollout.App.Shared.Localization;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Dashboard;

/// <summary>A branch's status as a sign and a word: its sign-off status, unless it is live, or unsigned and behind.</summary>
internal static class ProgressText
{
    public static string Of(Localizer t, NextLaunch launch, LocalDate today) =>
        launch.State == LaunchState.Live ? t["start.standing.live"]
        : IsBehind(launch, today) ? t.Count("start.standing.behind", launch.Behind(today))
        : t.Of(launch.SignOffStatus);

    /// <summary>good, caution, stop, or empty while waiting.</summary>
    public static string Kind(NextLaunch launch, LocalDate today) =>
        launch.State == LaunchState.Live ? "good" : IsBehind(launch, today) ? "stop" : launch.SignOffStatus.Sign();

    private static bool IsBehind(NextLaunch launch, LocalDate today) => launch.SignOffStatus == SignOffStatusKind.NotSigned && launch.Behind(today) > 0;
}
