namespace Rollout.App.Shared.DelimitedText;

/// <summary>A file whose columns are found by their names.</summary>
/// <typeparam name="TColumn">The meanings of the columns.</typeparam>
public abstract class ColumnFile<TColumn>
    where TColumn : struct, Enum
{
    private readonly TableFile _file;
    private readonly Dictionary<TColumn, int> _columns;

    /// <param name="areEnough">Whether a file with these columns can be used.</param>
    private protected ColumnFile(TableFile file, HeaderAliases<TColumn> aliases, Func<IReadOnlyCollection<TColumn>, bool> areEnough)
    {
        _file = file;
        _columns = aliases.Find(file.Header, out var ignored);
        IgnoredColumns = ignored;
        Refusal = file.Refusal != FileRefusal.None ? file.Refusal
            : !areEnough(_columns.Keys) ? FileRefusal.Header
            : !file.Rows().Any() ? FileRefusal.NoRows
            : FileRefusal.None;
    }

    /// <summary>Why the whole file is refused, if so; then its rows must not be read.</summary>
    public FileRefusal Refusal { get; }

    public string? Encoding => _file.Encoding;

    /// <summary>All columns, as the file names them.</summary>
    public IReadOnlyList<string> Header => _file.Header;

    public string? Delimiter => _file.Delimiter;

    /// <summary>Blank rows, counted while the rows were last read.</summary>
    public int Blank => _file.Blank;

    /// <summary>The fraction of the bytes read, from 0 to 1.</summary>
    public double Progress => _file.Progress;

    /// <summary>The columns of the file that are ignored.</summary>
    public IReadOnlyList<string> IgnoredColumns { get; }

    /// <summary>All rows that are not blank, in file order, as cells.</summary>
    private protected IEnumerable<FileRow> Cells => _file.Rows();

    /// <summary>The cleaned cell; empty where the file has no such column.</summary>
    private protected CellText Cell(in FileRow row, TColumn column) =>
        _columns.TryGetValue(column, out var index) ? CellText.Clean(row.Cells[index]) : new CellText("", ImportCodes.None);
}
