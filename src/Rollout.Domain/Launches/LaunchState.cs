namespace Rollout.Domain.Launches;

/// <summary>The state of a launch.</summary>
public enum LaunchState
{
    Planned,

    /// <summary>Taken out of the wave, with a reason.</summary>
    LeftOut,
    Live,
}
