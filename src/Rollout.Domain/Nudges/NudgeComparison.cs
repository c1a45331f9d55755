namespace Rollout.Domain.Nudges;

/// <summary>
/// Looks at many rules at once. Of twenty that do nothing one looks as if it did; by the step-down of Holm (1979) none does in 95 of 100 houses. The error that all share is
/// divided by the rules that are left, whoever is sure with that is set apart, and the rest share it anew.
/// </summary>
public static class NudgeComparison
{
    /// <param name="rules">The share each holds back, and what was seen of it day by day.</param>
    /// <returns>The places of those that still work or harm when all are looked at together.</returns>
    public static IReadOnlySet<int> StandOut(IReadOnlyList<(int Holdout, IReadOnlyList<(NudgeArm Written, NudgeArm HeldOut)> Looks)> rules)
    {
        var (sure, left) = (new HashSet<int>(), Enumerable.Range(0, rules.Count).ToList());
        for (var more = true; more && left.Count > 0;)
        {
            var error = SequentialBoundary.Error / left.Count;
            var found = left.FindAll(i => NudgeEffect.IsSure(rules[i].Holdout, rules[i].Looks, error));
            sure.UnionWith(found);
            more = found.Count > 0;
            left.RemoveAll(found.Contains);
        }

        return sure;
    }
}
