namespace Rollout.Domain.Nudges;

/// <summary>
/// Looks at many comparisons at once. Of twenty that show nothing one looks as if it did; by the step-down of Holm (1979) none does in 95 of 100 houses. The error that all
/// share is divided by the comparisons that are left, whoever is sure with that is set apart, and the rest share it anew.
/// </summary>
public static class NudgeComparison
{
    /// <param name="comparisons">Whether each is sure when chance is allowed so much of an error.</param>
    /// <returns>The places of those that are still sure when all are looked at together.</returns>
    public static IReadOnlySet<int> StandOut(IReadOnlyList<Func<double, bool>> comparisons)
    {
        var (sure, left) = (new HashSet<int>(), Enumerable.Range(0, comparisons.Count).ToList());
        for (var more = true; more && left.Count > 0;)
        {
            var error = SequentialBoundary.Error / left.Count;
            var found = left.FindAll(i => comparisons[i](error));
            sure.UnionWith(found);
            more = found.Count > 0;
            left.RemoveAll(found.Contains);
        }

        return sure;
    }
}
