using System.Globalization;
using System.IO.Compression;
using System.Security;

namespace Rollout.App.Tests.Shared.DelimitedText;

/// <summary>A number as a cell with a format of Excel has it.</summary>
internal readonly record struct Formatted(double Number, string Format);

/// <summary>A sheet with its rows; cells are text, numbers, <see cref="Formatted"/> numbers or booleans.</summary>
internal sealed record Sheet(string Name, bool Hidden, params object?[][] Rows);

/// <summary>Writes a minimal <c>.xlsx</c>.</summary>
internal static class Workbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    public static Stream Of(params object?[][] rows) => Of(false, new Sheet("Blad1", false, rows));

    public static Stream Of(bool since1904, params Sheet[] sheets)
    {
        var formats = sheets.SelectMany(s => s.Rows).SelectMany(r => r).OfType<Formatted>().Select(f => f.Format).Distinct().ToList();
        var stream = new MemoryStream();
        using (var parts = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            void Write(string name, string xml)
            {
                using var writer = new StreamWriter(parts.CreateEntry(name).Open());
                writer.Write($"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>{xml}");
            }

            Write("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + "<Default Extension=\"xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>");
            Write("_rels/.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{Rels}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            Write("xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Rels}\"><workbookPr date1904=\"{(since1904 ? 1 : 0)}\"/><sheets>"
                + string.Concat(sheets.Select((s, i) => $"<sheet name=\"{s.Name}\" sheetId=\"{i + 1}\" {(s.Hidden ? "state=\"hidden\" " : "")}r:id=\"s{i + 1}\"/>")) + "</sheets></workbook>");
            Write("xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                + string.Concat(sheets.Select((_, i) => $"<Relationship Id=\"s{i + 1}\" Type=\"{Rels}/worksheet\" Target=\"worksheets/sheet{i + 1}.xml\"/>"))
                + $"<Relationship Id=\"st\" Type=\"{Rels}/styles\" Target=\"styles.xml\"/></Relationships>");
            Write("xl/styles.xml", $"<styleSheet xmlns=\"{Main}\"><numFmts count=\"{formats.Count}\">"
                + string.Concat(formats.Select((f, i) => $"<numFmt numFmtId=\"{200 + i}\" formatCode=\"{SecurityElement.Escape(f)}\"/>"))
                + "</numFmts><fonts count=\"1\"><font/></fonts><fills count=\"1\"><fill/></fills><borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs>"
                + $"<cellXfs count=\"{formats.Count + 1}\"><xf numFmtId=\"0\"/>{string.Concat(formats.Select((_, i) => $"<xf numFmtId=\"{200 + i}\" applyNumberFormat=\"1\"/>"))}</cellXfs></styleSheet>");
            for (var i = 0; i < sheets.Length; i++)
            {
                Write($"xl/worksheets/sheet{i + 1}.xml", $"<worksheet xmlns=\"{Main}\"><sheetData>{string.Concat(sheets[i].Rows.Select((row, r) => RowOf(row, r + 1, formats)))}</sheetData></worksheet>");
            }
        }

        return stream;
    }

    /// <summary>The same workbook as Excel saves it when "Strict Open XML" is chosen: the namespaces of ISO/IEC 29500 instead of those of the transitional form.</summary>
    public static Stream Strict(Stream transitional)
    {
        var stream = new MemoryStream();
        using var from = new ZipArchive(transitional);
        using (var to = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var part in from.Entries)
            {
                using var reader = new StreamReader(part.Open());
                using var writer = new StreamWriter(to.CreateEntry(part.FullName).Open());
                writer.Write(reader.ReadToEnd().Replace(Main, "http://purl.oclc.org/ooxml/spreadsheetml/main", StringComparison.Ordinal)
                    .Replace(Rels, "http://purl.oclc.org/ooxml/officeDocument/relationships", StringComparison.Ordinal));
            }
        }

        return stream;
    }

    private static string RowOf(object?[] cells, int row, List<string> formats) =>
        $"<row r=\"{row}\">{string.Concat(cells.Select((cell, i) => CellOf(cell, $"{(char)('A' + i)}{row}", formats)))}</row>";

    private static string CellOf(object? cell, string at, List<string> formats) => cell switch
    {
        null => "",
        string text => $"<c r=\"{at}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(text)}</t></is></c>",
        bool yes => $"<c r=\"{at}\" t=\"b\"><v>{(yes ? 1 : 0)}</v></c>",
        Formatted f => $"<c r=\"{at}\" s=\"{formats.IndexOf(f.Format) + 1}\"><v>{f.Number.ToString(CultureInfo.InvariantCulture)}</v></c>",
        _ => $"<c r=\"{at}\"><v>{Convert.ToDouble(cell, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture)}</v></c>",
    };
}
