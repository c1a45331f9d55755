using System.Text.RegularExpressions;
using NodaTime;
using Rollout.App.Modules.Organisation.Import;
using Rollout.App.Shared.DelimitedText;

namespace Rollout.App.Modules.Participation;

/// <summary>The meanings a column of an activity report can have. What people read, liked and posted is ignored.</summary>
public enum ActivityColumn
{
    ReportedOn,
    Account,
    State,
    LastActive,
}

/// <summary>A row of an activity report.</summary>
/// <param name="Account">The account name, which is an e-mail address, in lower case.</param>
/// <param name="LastActive">Null for never.</param>
/// <param name="Closed">Whether the account is suspended or deleted.</param>
public readonly record struct ActivityRow(int Line, ImportCodes Codes, string? Account, LocalDate? ReportedOn, LocalDate? LastActive, bool Closed);

/// <summary>Viva Engage's user activity report (<c>YammerActivityUserDetail</c>). Columns are found by name; those not needed are ignored.</summary>
public sealed partial class ActivityFile
{
    private static readonly HeaderAliases<ActivityColumn> Aliases = new HeaderAliases<ActivityColumn>()
        .Add(ActivityColumn.ReportedOn, "report refresh date")
        .Add(ActivityColumn.Account, "user principal name")
        .Add(ActivityColumn.State, "user state")
        .Add(ActivityColumn.LastActive, "last activity date");

    private readonly DelimitedFile _file;
    private readonly Dictionary<ActivityColumn, int> _columns;

    private ActivityFile(DelimitedFile file)
    {
        _file = file;
        _columns = Aliases.Find(file.Header, out var ignored);
        IgnoredColumns = ignored;
        Refusal = file.Refusal != FileRefusal.None ? file.Refusal
            : _columns.Count < Enum.GetValues<ActivityColumn>().Length ? FileRefusal.NoReport
            : !file.Rows().Any() ? FileRefusal.NoRows
            : file.Rows().All(row => Concealed().IsMatch(Cell(row, ActivityColumn.Account).Text)) ? FileRefusal.NamesConcealed
            : FileRefusal.None;
    }

    /// <summary>Why the whole file is refused, if so; then <see cref="Rows"/> must not be read.</summary>
    public FileRefusal Refusal { get; }

    public string? Encoding => _file.Encoding;

    public string? Delimiter => _file.Delimiter;

    /// <summary>Blank rows, counted by the last enumeration of <see cref="Rows"/>.</summary>
    public int Blank => _file.Blank;

    /// <summary>The fraction of the bytes read, from 0 to 1.</summary>
    public double Progress => _file.Progress;

    /// <summary>The columns of the file that are ignored.</summary>
    public IReadOnlyList<string> IgnoredColumns { get; }

    /// <summary>Reads the encoding, the header and the names. <paramref name="file"/> must be seekable and stay open.</summary>
    public static ActivityFile Open(Stream file) => new(DelimitedFile.Open(file));

    /// <summary>All rows that are not blank, in file order.</summary>
    /// <param name="since">Earlier reports are refused.</param>
    /// <param name="today">Later days are refused.</param>
    public IEnumerable<ActivityRow> Rows(LocalDate since, LocalDate today) =>
        _file.Rows().Select(row => row.Codes.Refuse() ? new ActivityRow(row.Line, row.Codes, null, null, null, false) : Read(row, since, today));

    private ActivityRow Read(in FileRow row, LocalDate since, LocalDate today)
    {
        var codes = ImportCodes.None;
        var account = CellValues.Email(Cell(row, ActivityColumn.Account), ref codes);
        codes = (codes & ~ImportCodes.NoEmail) | ((codes & ImportCodes.NoEmail) != 0 ? ImportCodes.NoKey : ImportCodes.None);
        var reported = CellValues.Date(Cell(row, ActivityColumn.ReportedOn), ref codes);
        var last = CellValues.Date(Cell(row, ActivityColumn.LastActive), ref codes);
        codes |= (codes & ImportCodes.DateInvalid) != 0 || reported is null ? ImportCodes.DayUnreadable
            : reported > today || last > today ? ImportCodes.DayInFuture
            : reported < since ? ImportCodes.ReportTooOld
            : ImportCodes.None;
        var closed = Cell(row, ActivityColumn.State).Text is { Length: > 0 } state && !state.Equals("active", StringComparison.OrdinalIgnoreCase);
        return new ActivityRow(row.Line, codes & ~ImportCodes.DateInvalid, account, reported, last, closed);
    }

    private CellText Cell(in FileRow row, ActivityColumn column) =>
        _columns[column] < row.Cells.Count ? CellText.Clean(row.Cells[_columns[column]]) : new CellText("", ImportCodes.None);

    // What Microsoft writes instead of names unless the tenant's setting displayConcealedNames is turned off.
    [GeneratedRegex("^[0-9A-Fa-f]{32}$")]
    private static partial Regex Concealed();
}
