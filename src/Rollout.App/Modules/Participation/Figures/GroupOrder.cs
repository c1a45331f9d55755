using Rollout.App.Shared.Localization;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation.Figures;

/// <summary>The order of the groups of a breakdown; those after the first two are the figures.</summary>
public enum GroupOrder
{
    /// <summary>The largest first.</summary>
    People,
    Name,
    Visited,
    ProfileComplete,
    Reacted,
    Posted,
    Active,
}

/// <summary>Sorts groups, and writes them as rows of a file. Both use the published value and nothing finer: an order by exact shares would reveal which group of a band is higher.</summary>
internal static class GroupOrders
{
    public static GroupOrder Of(Figure figure) => Enum.Parse<GroupOrder>(figure.ToString());

    /// <summary>The publishable groups; sorted by a figure, the lowest come first and those without a published value last.</summary>
    public static IEnumerable<GroupLine> In(this GroupTable table, GroupOrder order, Localizer words)
    {
        var shown = table.Lines.Where(l => l.IsShown);
        return order switch
        {
            GroupOrder.People => shown,
            GroupOrder.Name => shown.OrderBy(l => words.GroupName(table.Kind, l.Value), StringComparer.Create(words.Culture, ignoreCase: true)),
            _ => shown.OrderBy(l => LowestOf(l.Shares[Enum.Parse<Figure>(order.ToString())])),
        };
    }

    /// <summary>The figures published for at least one group.</summary>
    public static IReadOnlyList<Figure> FiguresOf(this GroupTable table) => [.. Enum.GetValues<Figure>().Where(f => table.Lines.Any(l => l.IsShown && l.Shares[f] is not null))];

    public static IEnumerable<object?[]> Rows(this ParticipationView view, GroupOrder order, Localizer words) =>
        view.Groups.SelectMany(t => t.In(order, words).Select(l => Row(words["use.by." + t.Kind], words.GroupName(t.Kind, l.Value), l.People, f => l.Shares[f], words)))
            .Prepend(Row(words["use.colleagues"], view.Only?.Name, view.People, f => view.Figures.FirstOrDefault(n => n.Figure == f)?.Now, words));

    private static object?[] Row(string by, string? group, int people, Func<Figure, GroupShare?> share, Localizer words) =>
        [by, group, people, .. Enum.GetValues<Figure>().Select(f => share(f) is { } told ? words.Share(told) : null)];

    private static int LowestOf(GroupShare? share) => share switch
    {
        null or { IsHidden: true } => int.MaxValue,
        { IsRough: true, Band: var (from, _) } => from,
        { IsFew: true } => 0,
        { IsNearAll: true } => 100,
        { } exact => exact.Percent,
    };
}
