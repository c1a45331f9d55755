namespace Rollout.Domain.Participation;

/// <summary>A group as it is looked at for what it may give away: those who did something, and those who did not.</summary>
public readonly record struct GroupCell(int Did, int DidNot)
{
    /// <summary>A group of which only the number of people is shown.</summary>
    public static GroupCell Of(int people) => new(people, people);

    /// <summary>A group of which the number who did something is shown.</summary>
    public static GroupCell Of(int count, int people) => new(count, people - count);

    /// <summary>Nobody is in it: there is nobody to hide.</summary>
    public bool IsEmpty => Did + DidNot == 0;

    /// <summary>Whether a figure about it would be about fewer than <see cref="GroupPrivacy.SmallestGroup"/> people.</summary>
    public bool IsSmall => !IsEmpty && (Did < GroupPrivacy.SmallestGroup || DidNot < GroupPrivacy.SmallestGroup);

    internal int Size => Did + DidNot;

    public static GroupCell operator +(GroupCell a, GroupCell b) => new(a.Did + b.Did, a.DidNot + b.DidNot);
}

/// <summary>
/// Decides which cells of a table of groups may be shown. Primary suppression hides what is of fewer than <see cref="SmallestGroup"/> people: a group, those of a group who did
/// something, or those who did not. Secondary suppression hides more until no hidden cell can be computed from what is shown: rows, columns, their totals and the grand total, whoever looks at
/// which part of it.
/// </summary>
/// <remarks>
/// Statistical disclosure control of a table with margins (Hundepool et al., Wiley 2012, chapter 4). Hidden cells are the edges of a graph between rows and columns:
/// a cell can be computed exactly if its edge is a bridge (Gusfield, A graph theoretic approach to statistical data security, SIAM J. Comput. 17, 1988). So cells are hidden until there is no bridge.
/// </remarks>
public sealed class GroupPrivacy
{
    /// <summary>Groups of fewer people are not shown.</summary>
    public const int SmallestGroup = 5;

    /// <summary>In smaller groups those who did something or those who did not are always fewer than five: no share is shown.</summary>
    public const int SmallestForShares = 2 * SmallestGroup;

    private readonly IReadOnlyList<IReadOnlyList<GroupCell>> _groups;
    private readonly bool[][] _cells;
    private readonly bool[] _rows;
    private readonly bool[] _columns;

    private GroupPrivacy(IReadOnlyList<IReadOnlyList<GroupCell>> groups)
    {
        _groups = groups;
        _rows = Line([.. groups.Select(Sum)]);
        _columns = Line([.. Enumerable.Range(0, groups.Count == 0 ? 0 : groups[0].Count).Select(c => Sum(groups.Select(row => row[c])))]);
        _cells = [.. groups.Select((row, r) => row.Select((cell, c) => cell.IsEmpty || (!cell.IsSmall && _rows[r] && _columns[c])).ToArray())];
        HideUntilSafe();
    }

    /// <summary>Looks at a table of people.</summary>
    /// <param name="people">The number of people in each cell, in rows of equal length. A cell without people hides nobody.</param>
    public static GroupPrivacy Of(IReadOnlyList<IReadOnlyList<int>> people) => new([.. people.Select(row => (IReadOnlyList<GroupCell>)[.. row.Select(n => GroupCell.Of(n))])]);

    /// <summary>Looks at a table of what groups did.</summary>
    public static GroupPrivacy Of(IReadOnlyList<IReadOnlyList<GroupCell>> groups) => new(groups);

    /// <summary>Which groups of one whole may be shown beside the whole itself.</summary>
    public static IReadOnlyList<bool> Of(IReadOnlyList<int> people) => Line([.. people.Select(n => GroupCell.Of(n))]);

    /// <summary>The same for what groups did.</summary>
    public static IReadOnlyList<bool> Of(IReadOnlyList<GroupCell> groups) => Line(groups);

    public bool ShowsCell(int row, int column) => _cells[row][column];

    public bool ShowsRow(int row) => _rows[row];

    public bool ShowsColumn(int column) => _columns[column];

    /// <summary>Whether figures of all people of the table together may be shown.</summary>
    public bool ShowsAll => Sum(_groups.Select(Sum)) is { IsEmpty: false, IsSmall: false };

    // Hidden groups of one line are at least two, and together they are not small: their sum is known from the total.
    private static bool[] Line(IReadOnlyList<GroupCell> groups)
    {
        var shown = groups.Select(cell => !cell.IsSmall).ToArray();
        while (true)
        {
            var hidden = Enumerable.Range(0, groups.Count).Where(i => !shown[i]).ToList();
            var next = Enumerable.Range(0, groups.Count).Where(i => shown[i] && !groups[i].IsEmpty).OrderBy(i => groups[i].Size).Take(1).ToList();
            if (hidden.Count == 0 || next.Count == 0 || (hidden.Count >= 2 && !Sum(hidden.Select(i => groups[i])).IsSmall))
            {
                return shown;
            }

            shown[next[0]] = false;
        }
    }

    private void HideUntilSafe()
    {
        while (FindOpen() is { } open)
        {
            var more = Cells().Where(c => _cells[c.Row][c.Column] && !At(c).IsEmpty && (c.Row == open.Row || c.Column == open.Column)).OrderBy(c => At(c).Size).Take(1).ToList();
            if (more is [var cell])
            {
                _cells[cell.Row][cell.Column] = false;
            }
            else
            {
                // Nothing is left in its row and column that could hide it: of the whole table only the sum may be shown.
                Array.ForEach(_cells, row => Array.Fill(row, false));
                Array.Fill(_rows, false);
                Array.Fill(_columns, false);
                return;
            }
        }
    }

    /// <summary>A hidden cell that can be computed, or whose line has too few hidden people together.</summary>
    private (int Row, int Column)? FindOpen()
    {
        var hidden = Cells().Where(c => !_cells[c.Row][c.Column] && !At(c).IsEmpty).ToList();
        var bridge = Bridges.First([.. hidden.Select(c => (RowNode(c.Row), ColumnNode(c.Column)))]);
        return bridge is { } found ? hidden[found]
            : hidden.GroupBy(c => RowNode(c.Row)).Concat(hidden.GroupBy(c => ColumnNode(c.Column)))
                .Where(line => Sum(line.Select(At)).IsSmall).Select(line => ((int, int)?)line.First()).FirstOrDefault();
    }

    private GroupCell At((int Row, int Column) cell) => _groups[cell.Row][cell.Column];

    private static GroupCell Sum(IEnumerable<GroupCell> cells) => cells.Aggregate(default(GroupCell), (sum, cell) => sum + cell);

    // Of rows whose totals are hidden only the sum is known: they are one node. So are such columns.
    private int RowNode(int row) => _rows[row] ? row + 1 : 0;

    private int ColumnNode(int column) => _columns[column] ? -column - 2 : -1;

    private IEnumerable<(int Row, int Column)> Cells() => Enumerable.Range(0, _groups.Count).SelectMany(r => Enumerable.Range(0, _groups[r].Count).Select(c => (r, c)));
}
