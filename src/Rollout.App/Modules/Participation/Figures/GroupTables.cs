using Rollout.Domain.Branches;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation.Figures;

/// <summary>The figures of one group.</summary>
/// <param name="Value">As stored: the name of a work type, a language, a department; empty when it is not known.</param>
/// <param name="Shares">By figure; null for what the source cannot say. Empty when the group is not shown.</param>
public sealed record GroupLine(string Value, int People, bool IsShown, IReadOnlyDictionary<Figure, GroupShare?> Shares);

/// <summary>A breakdown.</summary>
public sealed record GroupTable(GroupKind Kind, IReadOnlyList<GroupLine> Lines);

/// <summary>Breaks a day down by group. What is hidden is decided over all branches at once, so that nobody finds out by looking at several pages.</summary>
internal static class GroupTables
{
    public static IReadOnlyList<GroupTable> Of(IReadOnlyList<ParticipationSum> sums, BranchId? only, IReadOnlySet<BranchId> scope) =>
        [.. sums.GroupBy(s => s.Kind).OrderBy(g => g.Key).Select(g => Of(g.Key, [.. g.Where(s => scope.Contains(s.Branch) || only is not null)], only)).Where(t => t.Lines.Count > 1)];

    private static GroupTable Of(GroupKind kind, List<ParticipationSum> sums, BranchId? only)
    {
        var (branches, values) = (sums.Select(s => s.Branch).Distinct().ToList(), sums.Select(s => s.Value).Distinct().ToList());
        var cells = sums.ToDictionary(s => (s.Branch, s.Value));
        var privacy = GroupPrivacy.Of([.. branches.Select(b => (IReadOnlyList<int>)[.. values.Select(v => cells.GetValueOrDefault((b, v))?.People ?? 0)])]);
        var lines = new List<GroupLine>();
        for (var column = 0; column < values.Count; column++)
        {
            var row = only is null ? -1 : branches.IndexOf(only.Value);
            var of = sums.FindAll(s => s.Value == values[column] && (only is null || s.Branch == only));
            if (of.Count > 0)
            {
                lines.Add(Line(values[column], of, only is null ? privacy.ShowsColumn(column) : privacy.ShowsCell(row, column)));
            }
        }

        return new GroupTable(kind, [.. lines.OrderByDescending(l => l.IsShown).ThenByDescending(l => l.People)]);
    }

    private static GroupLine Line(string value, List<ParticipationSum> sums, bool isShown)
    {
        var people = sums.Sum(s => s.People);
        return new GroupLine(value, people, isShown, !isShown ? new Dictionary<Figure, GroupShare?>() : Enum.GetValues<Figure>().ToDictionary(
            figure => figure, figure => sums.Exists(s => ParticipationTable.Of(s, figure) is null) ? (GroupShare?)null : new GroupShare(sums.Sum(s => ParticipationTable.Of(s, figure)!.Value), people)));
    }
}
