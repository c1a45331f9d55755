using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;

namespace Rollout.App.Persistence.Views;

/// <summary>The moment the platform opens for a branch: the one fact about launches that modules below them need.</summary>
public sealed class BranchGoLive
{
    public required BranchId Branch { get; init; }
    public required Instant At { get; init; }

    /// <summary>The same moment on the clocks of the wave.</summary>
    public required LocalDateTime Moment { get; init; }

    /// <summary>Whether the branch still waits for it.</summary>
    public required bool IsPlanned { get; init; }
}

internal static class GoLiveMoments
{
    /// <summary>The moments of all branches that are in a wave and were not left out of it. It can be joined, but not written to.</summary>
    public static IQueryable<BranchGoLive> GoLives(this RolloutDb db) =>
        from launch in db.Launches
        where launch.State != LaunchState.LeftOut
        join wave in db.Waves on launch.Wave equals wave.Id
        select new BranchGoLive { Branch = launch.Branch, At = wave.MomentAt, Moment = wave.Moment, IsPlanned = launch.State == LaunchState.Planned };
}
