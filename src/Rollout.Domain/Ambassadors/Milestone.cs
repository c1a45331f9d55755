namespace Rollout.Domain.Ambassadors;

/// <summary>A moment worth a kind word. There are three, and none of them is about being faster than someone else.</summary>
public enum Milestone
{
    First,
    Half,
    All,
}

/// <summary>Which milestones are reached.</summary>
public static class Milestones
{
    /// <param name="done">Credits so far.</param>
    /// <param name="quota">Colleagues to onboard. Of one colleague the first is all.</param>
    public static IReadOnlyList<Milestone> Of(int done, int quota) =>
    [
        .. done >= 1 && quota > 1 ? [Milestone.First] : Array.Empty<Milestone>(),
        .. done * 2 >= quota && quota > 2 && done > 1 ? [Milestone.Half] : Array.Empty<Milestone>(),
        .. done >= quota ? [Milestone.All] : Array.Empty<Milestone>(),
    ];
}
