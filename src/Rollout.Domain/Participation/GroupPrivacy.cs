namespace Rollout.Domain.Participation;

/// <summary>
/// Decides which cells of a table of groups may be shown. Primary suppression hides what is of fewer than <see cref="SmallestGroup"/> people. Secondary suppression
/// hides more until no hidden cell can be computed from what is shown: rows, columns, their totals and the grand total, whoever looks at which part of it.
/// </summary>
/// <remarks>
/// Statistical disclosure control of a table with margins (Hundepool et al., Wiley 2012, chapter 4). Hidden cells are the edges of a graph between rows and columns:
/// a cell can be computed exactly if its edge is a bridge (Gusfield, A graph theoretic approach to statistical data security, SIAM J. Comput. 17, 1988). So cells are hidden until there is no bridge.
/// </remarks>
public sealed class GroupPrivacy
{
    /// <summary>Groups of fewer people are not shown.</summary>
    public const int SmallestGroup = 5;

    private readonly IReadOnlyList<IReadOnlyList<int>> _people;
    private readonly bool[][] _cells;
    private readonly bool[] _rows;
    private readonly bool[] _columns;

    private GroupPrivacy(IReadOnlyList<IReadOnlyList<int>> people)
    {
        _people = people;
        _rows = Line([.. people.Select(row => row.Sum())]);
        _columns = Line([.. Enumerable.Range(0, people.Count == 0 ? 0 : people[0].Count).Select(c => people.Sum(row => row[c]))]);
        _cells = [.. people.Select((row, r) => row.Select((n, c) => n == 0 || (n >= SmallestGroup && _rows[r] && _columns[c])).ToArray())];
        HideUntilSafe();
    }

    /// <summary>Looks at a table.</summary>
    /// <param name="people">The number of people in each cell, in rows of equal length. A cell without people hides nobody.</param>
    public static GroupPrivacy Of(IReadOnlyList<IReadOnlyList<int>> people) => new(people);

    /// <summary>Which groups of one whole may be shown beside the whole itself.</summary>
    public static IReadOnlyList<bool> Of(IReadOnlyList<int> people) => Line(people);

    public bool ShowsCell(int row, int column) => _cells[row][column];

    public bool ShowsRow(int row) => _rows[row];

    public bool ShowsColumn(int column) => _columns[column];

    /// <summary>Whether figures of all people of the table together may be shown.</summary>
    public bool ShowsAll => _people.Sum(row => row.Sum()) >= SmallestGroup;

    // Hidden groups of one line are at least two, with at least five people together: their sum is known from the total.
    private static bool[] Line(IReadOnlyList<int> people)
    {
        var shown = people.Select(n => n is 0 or >= SmallestGroup).ToArray();
        while (true)
        {
            var hidden = Enumerable.Range(0, people.Count).Where(i => !shown[i]).ToList();
            var next = Enumerable.Range(0, people.Count).Where(i => shown[i] && people[i] > 0).OrderBy(i => people[i]).Take(1).ToList();
            if (hidden.Count == 0 || next.Count == 0 || (hidden.Count >= 2 && hidden.Sum(i => people[i]) >= SmallestGroup))
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
            var more = Cells().Where(c => _cells[c.Row][c.Column] && _people[c.Row][c.Column] > 0 && (c.Row == open.Row || c.Column == open.Column)).OrderBy(c => _people[c.Row][c.Column]).Take(1).ToList();
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
        var hidden = Cells().Where(c => !_cells[c.Row][c.Column] && _people[c.Row][c.Column] > 0).ToList();
        var bridge = Bridges.First([.. hidden.Select(c => (RowNode(c.Row), ColumnNode(c.Column)))]);
        return bridge is { } found ? hidden[found]
            : hidden.GroupBy(c => RowNode(c.Row)).Concat(hidden.GroupBy(c => ColumnNode(c.Column)))
                .Where(line => line.Sum(c => _people[c.Row][c.Column]) < SmallestGroup).Select(line => ((int, int)?)line.First()).FirstOrDefault();
    }

    // Of rows whose totals are hidden only the sum is known: they are one node. So are such columns.
    private int RowNode(int row) => _rows[row] ? row + 1 : 0;

    private int ColumnNode(int column) => _columns[column] ? -column - 2 : -1;

    private IEnumerable<(int Row, int Column)> Cells() => Enumerable.Range(0, _people.Count).SelectMany(r => Enumerable.Range(0, _people[r].Count).Select(c => (r, c)));
}
