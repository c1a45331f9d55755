using Rollout.App.Shared.DelimitedText;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation.Reports;

/// <summary>The positions of the columns in one report, known by their names or said by the lead.</summary>
public sealed class ReportColumns
{
    private static readonly ReportColumn[] Days = [ReportColumn.LastActive, ReportColumn.LastSeen, ReportColumn.PostedOn, ReportColumn.ActiveThatDay];

    private readonly ILookup<ReportColumn, int> _found;

    /// <param name="meanings">For each column of the header its meaning, or null when it is not read.</param>
    public ReportColumns(IReadOnlyList<string> header, IReadOnlyList<ReportColumn?> meanings)
    {
        _found = Enumerable.Range(0, Math.Min(header.Count, meanings.Count)).Where(i => meanings[i] is not null).ToLookup(i => meanings[i]!.Value);
        Ignored = [.. header.Where((name, i) => name.Length > 0 && (i >= meanings.Count || meanings[i] is null))];
    }

    /// <summary>The columns that are not read.</summary>
    public IReadOnlyList<string> Ignored { get; }

    /// <summary>Whether there is an account, and something said about it.</summary>
    public bool AreEnough =>
        (Has(ReportColumn.Account) || Has(ReportColumn.OtherAccount))
        && (Array.Exists(Days, Has) || Has(ReportColumn.Posted) || Has(ReportColumn.Reacted) || Has(ReportColumn.State) || Has(ReportColumn.Deleted));

    /// <summary>What the columns can say. The last sign-in says that someone was there, and nothing of activity.</summary>
    public ReportSays Says =>
        (Array.Exists(Days, Has) ? ReportSays.Visited : ReportSays.Nothing)
        | (Has(ReportColumn.LastActive) || Has(ReportColumn.ActiveThatDay) ? ReportSays.Active : ReportSays.Nothing)
        | (Has(ReportColumn.Posted) || Has(ReportColumn.PostedOn) ? ReportSays.Posted : ReportSays.Nothing)
        | (Has(ReportColumn.Reacted) ? ReportSays.Reacted : ReportSays.Nothing);

    public static ReportColumns Known(IReadOnlyList<string> header) => new(header, [.. header.Select(KnownReports.Columns.Find)]);

    public bool Has(ReportColumn column) => _found.Contains(column);

    /// <summary>The cleaned cells of all columns with this meaning, without the empty ones.</summary>
    public IEnumerable<CellText> Cells(FileRow row, ReportColumn column) =>
        _found[column].Where(i => i < row.Cells.Count).Select(i => CellText.Clean(row.Cells[i])).Where(cell => cell.OrNothing().Length > 0);

    /// <summary>The first cell that is not empty; empty when there is none.</summary>
    public string Text(FileRow row, ReportColumn column) => Cells(row, column).Select(cell => cell.OrNothing()).FirstOrDefault() ?? "";

    /// <summary>The positions of the columns that hold days.</summary>
    public IEnumerable<int> DayColumns => new[] { ReportColumn.LastActive, ReportColumn.LastSeen, ReportColumn.PostedOn, ReportColumn.ClosedOn, ReportColumn.Day }.SelectMany(column => _found[column]);
}
