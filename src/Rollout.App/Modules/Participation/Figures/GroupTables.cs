using Rollout.Domain.Branches;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation.Figures;

/// <summary>The figures of one group.</summary>
/// <param name="Value">As stored: the name of a work type, a language, a department; empty when it is not known.</param>
/// <param name="Shares">By figure; null for what the source cannot say. Empty when the group is not shown.</param>
public sealed record GroupLine(string Value, int People, bool IsShown, IReadOnlyDictionary<Figure, GroupShare?> Shares);

/// <summary>A breakdown.</summary>
public sealed record GroupTable(GroupKind Kind, IReadOnlyList<GroupLine> Lines);

/// <summary>
/// Breaks a day down by group. What is hidden is decided over all branches of the house at once, for the people of groups and for each figure, so that nobody finds out by looking at several pages.
/// </summary>
internal static class GroupTables
{
    /// <param name="house">The branches whose figures together are those of the house.</param>
    public static IReadOnlyList<GroupTable> Of(IReadOnlyList<ParticipationSum> sums, BranchId? only, IReadOnlySet<BranchId> house) =>
        [.. sums.GroupBy(s => s.Kind).OrderBy(g => g.Key).Select(g => Of(g.Key, [.. g.Where(s => house.Contains(s.Branch) || s.Branch == only)], only)).Where(t => t.Lines.Count > 1)];

    private static GroupTable Of(GroupKind kind, List<ParticipationSum> sums, BranchId? only)
    {
        var (branches, values) = (sums.Select(s => s.Branch).Distinct().ToList(), sums.Select(s => s.Value).Distinct().ToList());
        var cells = sums.ToDictionary(s => (s.Branch, s.Value));
        GroupPrivacy Privacy(Func<ParticipationSum, GroupCell> cell) =>
            GroupPrivacy.Of([.. branches.Select(b => (IReadOnlyList<GroupCell>)[.. values.Select(v => cells.GetValueOrDefault((b, v)) is { } sum ? cell(sum) : default)])]);
        var row = only is null ? -1 : branches.IndexOf(only.Value);
        bool Shows(GroupPrivacy privacy, int column) => row < 0 ? privacy.ShowsColumn(column) : privacy.ShowsCell(row, column);
        var people = Privacy(s => GroupCell.Of(s.People));
        var figures = Enum.GetValues<Figure>().Where(f => sums.TrueForAll(s => ParticipationTable.Of(s, f) is not null)).ToDictionary(f => f, f => Privacy(s => GroupCell.Of(ParticipationTable.Of(s, f)!.Value, s.People)));
        var lines = values.Select((value, column) => (value, column, Of: sums.FindAll(s => s.Value == value && (only is null || s.Branch == only)))).Where(line => line.Of.Count > 0).Select(line =>
            new GroupLine(line.value, line.Of.Sum(s => s.People), Shows(people, line.column), Enum.GetValues<Figure>().ToDictionary(
                figure => figure, figure => figures.TryGetValue(figure, out var privacy) && Shows(people, line.column) ? Share(figure, line.Of, Shows(privacy, line.column)) : null)));
        return new GroupTable(kind, [.. lines.OrderByDescending(l => l.IsShown).ThenByDescending(l => l.People)]);
    }

    // Where it is hidden its band may still be told when they are fewer than five. Of all only a band is told, because these tables stand beside each other.
    private static GroupShare? Share(Figure figure, List<ParticipationSum> sums, bool isShown) =>
        new GroupShare(sums.Sum(s => ParticipationTable.Of(s, figure)!.Value), sums.Sum(s => s.People)) is var share && !share.IsHidden && (isShown || !share.IsExact) ? share with { IsRough = true } : null;
}
