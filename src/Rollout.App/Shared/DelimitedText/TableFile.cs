
namespace Rollout.App.Shared.DelimitedText;

/// <summary>A row split into cells, valid until the next row. <paramref name="Codes"/> says why it cannot be read, if so; the cells are then unreliable.</summary>
public readonly record struct FileRow(int Line, ImportCodes Codes, IReadOnlyList<string> Cells);

/// <summary>
/// A file with a header and rows, whatever it is written in. It stores no rows; each enumeration of <see cref="Rows"/> reads the file from the start, so only
/// one may run at a time.
/// </summary>
public abstract class TableFile
{
    /// <summary>Why the file is refused, judging by its bytes and header.</summary>
    public FileRefusal Refusal { get; protected set; }

    /// <summary>How the text is encoded, or which kind of spreadsheet it is; null when nothing could be read.</summary>
    public abstract string? Encoding { get; }

    /// <summary>The delimiter of text; null in a spreadsheet and when nothing could be read.</summary>
    public abstract string? Delimiter { get; }

    /// <summary>The cleaned column names, without empty ones at the end.</summary>
    public IReadOnlyList<string> Header { get; protected set; } = [];

    /// <summary>Blank rows, counted by the last enumeration of <see cref="Rows"/>.</summary>
    public int Blank { get; protected set; }

    /// <summary>The fraction read so far, from 0 to 1, for a progress bar.</summary>
    public abstract double Progress { get; }

    /// <summary>Recognises the kind of file and reads its header. <paramref name="file"/> must be seekable and stay open.</summary>
    public static TableFile Open(Stream file)
    {
        file.Position = 0;
        var start = new byte[FileKind.Length];
        var length = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return FileKind.Of(start.AsSpan(0, length)) == FileRefusal.SpreadsheetNotCsv ? SpreadsheetFile.Open(file) : DelimitedFile.Open(file);
    }

    /// <summary>All rows after the header that are not blank.</summary>
    public abstract IEnumerable<FileRow> Rows();

    /// <summary>The cleaned cells of a header row, without empty ones at the end.</summary>
    protected static List<string> Cleaned(IEnumerable<string> cells)
    {
        var header = cells.Select(cell => CellText.Clean(cell).Text).ToList();
        while (header.Count > 0 && header[^1].Length == 0)
        {
            header.RemoveAt(header.Count - 1);
        }

        return header;
    }
}
