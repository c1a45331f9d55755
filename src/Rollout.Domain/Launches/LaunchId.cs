namespace Rollout.Domain.Launches;

public readonly record struct LaunchId(Guid Value)
{
    public static LaunchId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
