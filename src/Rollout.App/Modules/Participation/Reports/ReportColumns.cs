using Rollout.App.Shared.DelimitedText;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation.Reports;

/// <summary>The positions of the columns in one report, known by their names or mapped by the lead.</summary>
public sealed class ReportColumns
{
    private static readonly ReportColumn[] Days = [ReportColumn.LastActive, ReportColumn.LastSeen, ReportColumn.PostedOn, ReportColumn.ActiveThatDay];

    // The positions for each meaning; an array because every row is asked for all of them.
    private readonly int[][] _found;

    /// <param name="meanings">For each column of the header its meaning, or null when it is not read.</param>
    public ReportColumns(IReadOnlyList<string> header, IReadOnlyList<ReportColumn?> meanings)
    {
        var found = Enumerable.Range(0, Math.Min(header.Count, meanings.Count)).Where(i => meanings[i] is not null).ToLookup(i => meanings[i]!.Value);
        _found = [.. Enum.GetValues<ReportColumn>().Select(column => found[column].ToArray())];
        Ignored = [.. header.Where((name, i) => name.Length > 0 && (i >= meanings.Count || meanings[i] is null))];
    }

    /// <summary>The columns that are not read.</summary>
    public IReadOnlyList<string> Ignored { get; }

    /// <summary>Whether there is a column for the account and at least one with evidence about it.</summary>
    public bool AreEnough =>
        (Has(ReportColumn.Account) || Has(ReportColumn.OtherAccount))
        && (Array.Exists(Days, Has) || Has(ReportColumn.Posted) || Has(ReportColumn.Reacted) || Has(ReportColumn.State) || Has(ReportColumn.Deleted) || SaysProfiles);

    /// <summary>Whether they say whose profile is complete.</summary>
    public bool SaysProfiles => Has(ReportColumn.ProfileComplete) || Has(ReportColumn.ProfileField);

    /// <summary>The figures the columns give evidence for. A last sign-in is evidence of a visit, not of activity.</summary>
    public ReportSays Says =>
        (Array.Exists(Days, Has) ? ReportSays.Visited : ReportSays.Nothing)
        | (Has(ReportColumn.LastActive) || Has(ReportColumn.ActiveThatDay) ? ReportSays.Active : ReportSays.Nothing)
        | (Has(ReportColumn.Posted) || Has(ReportColumn.PostedOn) ? ReportSays.Posted : ReportSays.Nothing)
        | (Has(ReportColumn.Reacted) ? ReportSays.Reacted : ReportSays.Nothing)
        | (SaysProfiles ? ReportSays.Profiles : ReportSays.Nothing);

    public static ReportColumns Known(IReadOnlyList<string> header) => new(header, [.. header.Select(KnownReports.Columns.Find)]);

    public bool Has(ReportColumn column) => _found[(int)column].Length > 0;

    /// <summary>The cleaned cells of all columns with this meaning, without the empty ones.</summary>
    public IEnumerable<CellText> Cells(FileRow row, ReportColumn column) => Has(column) ? Cells(row, _found[(int)column]) : [];

    /// <summary>Whether there are columns with this meaning and none of them is empty, no, or zero.</summary>
    public bool AreFilled(FileRow row, ReportColumn column) =>
        Has(column) && Array.TrueForAll(_found[(int)column], i => i < row.Cells.Count && CellText.Clean(row.Cells[i]) is var cell && cell.OrNothing().Length > 0 && CellValues.YesNo(cell) != false);

    /// <summary>The first cell that is not empty; empty when there is none.</summary>
    public string Text(FileRow row, ReportColumn column)
    {
        foreach (var i in _found[(int)column])
        {
            if (i < row.Cells.Count && CellText.Clean(row.Cells[i]).OrNothing() is { Length: > 0 } text)
            {
                return text;
            }
        }

        return "";
    }

    private static IEnumerable<CellText> Cells(FileRow row, int[] places)
    {
        foreach (var place in places)
        {
            if (place < row.Cells.Count && CellText.Clean(row.Cells[place]) is var cell && cell.OrNothing().Length > 0)
            {
                yield return cell;
            }
        }
    }

    /// <summary>The positions of the columns that hold days.</summary>
    public IEnumerable<int> DayColumns => new[] { ReportColumn.LastActive, ReportColumn.LastSeen, ReportColumn.PostedOn, ReportColumn.ClosedOn, ReportColumn.Day, ReportColumn.ProfileComplete }.SelectMany(column => _found[(int)column]);
}
