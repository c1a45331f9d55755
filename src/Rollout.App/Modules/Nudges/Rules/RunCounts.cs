using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.Domain.Nudges;

namespace Rollout.App.Modules.Nudges.Rules;

/// <summary>How many runs of a version were judged on a day, and what became of them.</summary>
internal sealed record RunCount(NudgeRuleId Rule, int Version, LocalDate Day, bool HeldOut, NudgeHalf? Half, NudgeArm Arm);

/// <summary>Counts judged runs, and adds them up as they were known at the end of each day.</summary>
internal static class RunCounts
{
    public static async Task<IReadOnlyList<RunCount>> ListAsync(IQueryable<NudgeRun> runs, CancellationToken ct)
    {
        var counts = await runs.Where(r => r.JudgedAt != null)
            .GroupBy(r => new { r.Rule, r.RuleVersion, r.JudgedAt, r.HeldOut, r.Half, r.DidStep })
            .Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        return counts.ConvertAll(c => new RunCount(
            c.Key.Rule, c.Key.RuleVersion, c.Key.JudgedAt!.Value.InUtc().Date, c.Key.HeldOut, c.Key.Half, new NudgeArm(c.Count, c.Key.DidStep == true ? c.Count : 0)));
    }

    /// <summary>Those written to beside those held out.</summary>
    public static IReadOnlyList<(NudgeArm Written, NudgeArm HeldOut)> HeldOut(IEnumerable<RunCount> counts) => [.. Looks(counts, c => !c.HeldOut).Select(l => (l.One, l.Other))];

    /// <summary>The second half of a comparison beside the first.</summary>
    public static IReadOnlyList<(NudgeArm Second, NudgeArm First)> Halves(IEnumerable<RunCount> counts) =>
        [.. Looks(counts.Where(c => c.Half is not null), c => c.Half == NudgeHalf.Second).Select(l => (l.One, l.Other))];

    /// <summary>What the versions of one kind bring beside those of another.</summary>
    /// <param name="one">Each version's counts, and the share it holds back.</param>
    public static IReadOnlyList<(NudgeKindArm One, NudgeKindArm Other)> Kinds(IReadOnlyList<(int Holdout, IReadOnlyList<RunCount> Counts)> one, IReadOnlyList<(int Holdout, IReadOnlyList<RunCount> Counts)> other) =>
        [.. one.Concat(other).SelectMany(v => v.Counts).Select(c => c.Day).Distinct().Order().Select(day => (Until(one, day), Until(other, day)))];

    private static NudgeKindArm Until(IReadOnlyList<(int Holdout, IReadOnlyList<RunCount> Counts)> versions, LocalDate day) => NudgeKindArm.Of(
        versions.Select(v => (v.Holdout, Look: Looks(v.Counts.Where(c => c.Day <= day), c => !c.HeldOut).LastOrDefault())).Select(v => (v.Holdout, v.Look.One, v.Look.Other)));

    private static IEnumerable<(NudgeArm One, NudgeArm Other)> Looks(IEnumerable<RunCount> counts, Func<RunCount, bool> isOne)
    {
        var (one, other) = (default(NudgeArm), default(NudgeArm));
        foreach (var day in counts.GroupBy(c => c.Day).OrderBy(g => g.Key))
        {
            foreach (var c in day)
            {
                (one, other) = isOne(c) ? (one.Add(c.Arm), other) : (one, other.Add(c.Arm));
            }

            yield return (one, other);
        }
    }
}
