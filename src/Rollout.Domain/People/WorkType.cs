namespace Rollout.Domain.People;

/// <summary>The kind of work, which decides the channel and is a breakdown in all figures.</summary>
public enum WorkType
{
    Desk,
    Shop,
    Field,
}
