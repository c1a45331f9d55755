namespace Rollout.Domain.Ambassadors;

/// <summary>A moment worth celebrating. None of the three is about being faster than someone else.</summary>
public enum Milestone
{
    First,
    Half,
    All,
}

/// <summary>Which milestones are reached.</summary>
public static class Milestones
{
    /// <param name="quota">When it is 1, the first colleague is the whole quota.</param>
    public static IReadOnlyList<Milestone> Of(int done, int quota) =>
    [
        .. done >= 1 && quota > 1 ? [Milestone.First] : Array.Empty<Milestone>(),
        .. done * 2 >= quota && quota > 2 && done > 1 ? [Milestone.Half] : Array.Empty<Milestone>(),
        .. done >= quota ? [Milestone.All] : Array.Empty<Milestone>(),
    ];
}
