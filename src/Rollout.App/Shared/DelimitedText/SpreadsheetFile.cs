using System.IO.Compression;
using System.Xml;
using ExcelDataReader;

namespace Rollout.App.Shared.DelimitedText;

/// <summary>A workbook of Excel (<c>.xlsx</c>, <c>.xls</c>): the first visible sheet that has a header and rows. Titles above the header are skipped.</summary>
public sealed class SpreadsheetFile : TableFile
{
    // A file of 100 MB can unpack to a hundred times as much; lists of people stay far below this.
    private const long LargestUnpacked = 1L << 30;

    private const int MostRowsAboveHeader = 20;

    private readonly Stream _file;
    private readonly bool _isOpenXml;
    private int _sheet = -1;
    private int _headerRow;
    private int _row;
    private int _rowCount = 1;

    static SpreadsheetFile() => System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance); // for .xls

    private SpreadsheetFile(Stream file)
    {
        _file = file;
        file.Position = 0;
        _isOpenXml = file.ReadByte() == 'P'; // of a zip archive
    }

    public override string? Encoding => Header.Count == 0 ? null : _isOpenXml ? "xlsx" : "xls";

    public override string? Delimiter => null;

    public override double Progress => Math.Min(1, (double)_row / _rowCount);

    /// <summary>Finds the sheet and its header. <paramref name="file"/> must be seekable and stay open.</summary>
    public static new SpreadsheetFile Open(Stream file)
    {
        var opened = new SpreadsheetFile(file);
        try
        {
            opened.FindHeader();
            opened.Refusal = opened.Header.Count > 0 ? FileRefusal.None : opened.IsStrict() ? FileRefusal.SpreadsheetStrict : FileRefusal.Empty;
        }
        catch (Exception e) when (e is not (IOException and not EndOfStreamException))
        {
            // Damaged, protected with a password, or something else that only begins like a workbook: the library throws whatever it runs into.
            (opened.Header, opened.Refusal) = ([], FileRefusal.SpreadsheetNotCsv);
        }

        return opened;
    }

    public override IEnumerable<FileRow> Rows()
    {
        (Blank, _row) = (0, 0);
        using var workbook = OpenWorkbook();
        for (var sheet = 0; sheet < _sheet; sheet++)
        {
            workbook.NextResult();
        }

        _rowCount = Math.Max(1, workbook.RowCount);
        while (workbook.Read())
        {
            if (++_row <= _headerRow)
            {
                continue;
            }

            var cells = SpreadsheetCell.RowOf(workbook, Header.Count);
            if (cells.All(CellText.IsBlank))
            {
                Blank++;
                continue;
            }

            yield return new FileRow(_row, cells.Skip(Header.Count).All(CellText.IsBlank) ? ImportCodes.None : ImportCodes.TooManyColumns, cells);
        }
    }

    private void FindHeader()
    {
        using var workbook = OpenWorkbook();
        for (var sheet = 0; sheet < workbook.ResultsCount; sheet++, workbook.NextResult())
        {
            if (workbook.VisibleState != "visible" || HeaderOf(workbook) is not var (row, header, hasRows))
            {
                continue;
            }

            if (_sheet < 0 || hasRows)
            {
                (_sheet, _headerRow, Header) = (sheet, row, header);
            }

            if (hasRows)
            {
                return;
            }
        }
    }

    /// <summary>The first row with several cells, and whether anything follows it.</summary>
    private static (int Row, List<string> Header, bool HasRows)? HeaderOf(IExcelDataReader sheet)
    {
        for (var row = 1; row <= MostRowsAboveHeader && sheet.Read(); row++)
        {
            var header = Cleaned(SpreadsheetCell.RowOf(sheet, 0));
            if (header.Count(name => name.Length > 0) < 2)
            {
                continue;
            }

            while (sheet.Read())
            {
                if (!SpreadsheetCell.RowOf(sheet, 0).All(CellText.IsBlank))
                {
                    return (row, header, true);
                }
            }

            return (row, header, false);
        }

        return null;
    }

    // Excel offers "Strict Open XML" beside its usual format. The library knows only the usual namespace and sees no sheets (ExcelDataReader 3.6.0, issue 498).
    private bool IsStrict()
    {
        if (!_isOpenXml)
        {
            return false;
        }

        _file.Position = 0;
        using var parts = new ZipArchive(_file, ZipArchiveMode.Read, leaveOpen: true);
        using var workbook = XmlReader.Create(parts.GetEntry("xl/workbook.xml")?.Open() ?? Stream.Null);
        return workbook.MoveToContent() == XmlNodeType.Element && workbook.NamespaceURI == "http://purl.oclc.org/ooxml/spreadsheetml/main";
    }

    private IExcelDataReader OpenWorkbook()
    {
        _file.Position = 0;
        if (_isOpenXml)
        {
            using var parts = new ZipArchive(_file, ZipArchiveMode.Read, leaveOpen: true);
            if (parts.Entries.Sum(part => part.Length) > LargestUnpacked)
            {
                throw new InvalidDataException("The workbook unpacks to more than is read.");
            }
        }

        var file = _isOpenXml ? NumberFormats.WithoutMagenta(_file) : _file;
        file.Position = 0;
        return ExcelReaderFactory.CreateReader(file, new ExcelReaderConfiguration { LeaveOpen = true });
    }
}
