namespace Rollout.App.Shared.Components.Charts;

/// <summary>One column of a chart.</summary>
/// <param name="Label">Its day or minute, as people say it.</param>
/// <param name="Parts">How many of each kind, from the bottom up.</param>
/// <param name="IsComing">Whether it is still to come.</param>
/// <param name="IsMarked">Whether something was done then that may have moved it.</param>
public sealed record ChartColumn(string Label, IReadOnlyList<int> Parts, bool IsComing = false, bool IsMarked = false)
{
    public int Sum => Parts.Sum();
}
