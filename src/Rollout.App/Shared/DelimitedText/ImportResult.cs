
namespace Rollout.App.Shared.DelimitedText;

/// <summary>The outcome of a row, compared with what is stored.</summary>
public enum RowOutcome : byte
{
    Created,

    /// <summary>Someone or something known gets what is new about them.</summary>
    Merged,

    /// <summary>Known, and nothing differs.</summary>
    Same,

    /// <summary>The file spoke of them already; the last row counts.</summary>
    Repeated,

    Rejected,

    /// <summary>Someone who does not work here, and was not thought to.</summary>
    LeftOut,

    /// <summary>Someone known who left.</summary>
    Leaves,
}

/// <summary>One row of an imported file: its line, its outcome, and the remarks about it.</summary>
public readonly record struct ImportedRow(int Line, RowOutcome Outcome, ImportCodes Codes);

/// <summary>A remark that rows have in common.</summary>
/// <param name="Lines">The first lines that have it.</param>
public sealed record ImportRemark(string Code, int Rows, IReadOnlyList<int> Lines)
{
    /// <summary>The most lines that are named for one remark.</summary>
    public const int MostLines = 10;

    /// <summary>The most people who are named because they leave or are left out.</summary>
    public const int MostPeople = 100;
}

/// <summary>A column of a file of people.</summary>
/// <param name="Meaning">Null when it is not used.</param>
/// <param name="IsSaid">Whether the lead chose it.</param>
/// <param name="Samples">A few of its values.</param>
public sealed record FileColumn(string Name, string? Meaning, bool IsSaid, IReadOnlyList<string> Samples)
{
    /// <summary>Nobody knows yet what it means.</summary>
    public bool IsUnknown => Meaning is null && !IsSaid;
}

/// <summary>The result of an import, or of its preview.</summary>
public sealed record ImportResult
{
    /// <summary>Why the whole file was refused; then nothing was changed.</summary>
    public FileRefusal Refusal { get; init; }

    public string? Encoding { get; init; }

    public string? Delimiter { get; init; }

    /// <summary>The number of blank rows.</summary>
    public int Blank { get; init; }

    /// <summary>The columns of the file that are ignored.</summary>
    public IReadOnlyList<string> IgnoredColumns { get; init; } = [];

    /// <summary>The columns of a file of people, with what they mean.</summary>
    public IReadOnlyList<FileColumn> Columns { get; init; } = [];

    /// <summary>All columns, as the file names them, when it is refused for its header.</summary>
    public IReadOnlyList<string> Header { get; init; } = [];

    /// <summary>The names of people on lines with a remark, as far as they are shown.</summary>
    public IReadOnlyDictionary<int, string> Names { get; init; } = new Dictionary<int, string>();

    /// <summary>The names of active people missing from the file, as far as they are shown.</summary>
    public IReadOnlyList<string> MissingNames { get; init; } = [];

    /// <summary>What hangs on those who leave, soonest first, as far as it is shown.</summary>
    public IReadOnlyList<LooseEnd> LooseEnds { get; init; } = [];

    /// <summary>How much hangs on those who leave.</summary>
    public int LooseEndCount { get; init; }

    /// <summary>All rows that are not blank, in file order.</summary>
    public IReadOnlyList<ImportedRow> Rows { get; init; } = [];

    /// <summary>Active people missing from the file, if that was asked for: they left, or would leave.</summary>
    public int Missing { get; init; }

    /// <summary>Whether the file has so few of the active people that letting the others leave must be confirmed.</summary>
    public bool HasFew { get; init; }

    /// <summary>The effect on credits; null for files that cannot affect them.</summary>
    public CreditSettlementResult? Credits { get; init; }

    /// <summary>What became of a platform's report; null for other files.</summary>
    public ReportOutcome? Report { get; init; }

    /// <summary>So many of the active people leave by the file's own rows that it needs a second yes.</summary>
    public bool ManyLeave { get; init; }

    public int Created => Count(RowOutcome.Created);

    /// <summary>Rows about someone known, whether anything differs or not.</summary>
    public int Merged => Updated + Count(RowOutcome.Same) + Count(RowOutcome.Repeated);

    /// <summary>Rows that change something known.</summary>
    public int Updated => Count(RowOutcome.Merged);

    public int Rejected => Count(RowOutcome.Rejected);

    public int LeftOut => Count(RowOutcome.LeftOut);

    public int Leaving => Count(RowOutcome.Leaves);

    /// <summary>Whether taking the file over changes anything at all.</summary>
    public bool ChangesAnything => Created + Updated + Leaving > 0;

    /// <summary>Whether the file could be read once the lead maps its columns.</summary>
    public bool CanBeMapped => Refusal == FileRefusal.Header && Columns.Count > 0;

    /// <summary>The remarks on rows that are taken over, most frequent first, with the first lines that have them.</summary>
    public IEnumerable<ImportRemark> Remarks => Rows
        .Where(row => row.Outcome is not (RowOutcome.Rejected or RowOutcome.LeftOut or RowOutcome.Leaves))
        .SelectMany(row => ImportCodeNames.Of(row.Codes), (row, code) => (code, row.Line))
        .GroupBy(remark => remark.code, remark => remark.Line)
        .Select(lines => new ImportRemark(lines.Key, lines.Count(), [.. lines.Take(ImportRemark.MostLines)]))
        .OrderByDescending(remark => remark.Rows);

    /// <summary>The first rows about people who do not work here, those who leave by them first.</summary>
    public IEnumerable<ImportedRow> NotHere => Rows.Where(row => row.Outcome is RowOutcome.Leaves).Concat(Rows.Where(row => row.Outcome is RowOutcome.LeftOut)).Take(ImportRemark.MostPeople);

    private int Count(RowOutcome fate) => Rows.Count(row => row.Outcome == fate);
}

/// <summary>The phases of an import.</summary>
public enum ImportPhase
{
    Reading,
    Comparing,
    Saving,
}

/// <summary>The progress of an import.</summary>
/// <param name="Rows">Rows read so far.</param>
/// <param name="Share">The fraction of all work done, from 0 to 1.</param>
public readonly record struct ImportProgress(ImportPhase Phase, int Rows, double Share);

/// <summary>The effect of settling on credits.</summary>
/// <param name="Given">New credits.</param>
/// <param name="Changed">Credits that now count for another ambassador or from another moment, or are no longer provisional.</param>
/// <param name="TakenBack">Credits taken back because the profile turned out to have been complete before.</param>
public sealed record CreditSettlementResult(int Given, int Changed, int TakenBack);

/// <summary>What became of a platform's report.</summary>
/// <param name="Source">The platform; empty when the report was not recognised.</param>
/// <param name="FirstDay">The earliest day it may be for, in ISO 8601.</param>
/// <param name="LastDay">The latest.</param>
/// <param name="Matched">Different people who are known.</param>
/// <param name="Unmatched">Different accounts that belong to nobody known.</param>
/// <param name="NoName">Rows that give no name.</param>
/// <param name="LeftOut">Rows about guests and bots.</param>
/// <param name="Closed">Different accounts that are suspended or deleted.</param>
public sealed record ReportOutcome(string Source, string? FirstDay, string? LastDay, int Matched, int Unmatched, int NoName, int LeftOut, int Closed)
{
    /// <summary>Of a report whose names are concealed: how many it has, and how many of them were there in the last 90 days.</summary>
    public (int Rows, int Visited)? Concealed { get; init; }
}
