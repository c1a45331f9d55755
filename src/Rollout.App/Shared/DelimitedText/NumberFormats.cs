using System.IO.Compression;
using System.Text;

namespace Rollout.App.Shared.DelimitedText;

/// <summary>
/// The number formats of an Excel workbook. The library takes the colour <c>[Magenta]</c> for <c>[m]</c>, elapsed minutes (ExcelDataReader 3.6.0): a number or a
/// day of that colour would be a duration, and a telephone number is too long for one, which makes the whole sheet unreadable. Other colours do no harm.
/// </summary>
internal static class NumberFormats
{
    private const string Styles = "xl/styles.xml";
    private const string Magenta = "[Magenta]";
    private const int LargestStyles = 1 << 24;

    // One character for each byte, so that what is not looked for stays as it is in any encoding.
    private static readonly Encoding Bytes = Encoding.Latin1;

    /// <summary>The workbook itself, or a copy where the colour is taken out of its formats.</summary>
    public static Stream WithoutMagenta(Stream workbook)
    {
        workbook.Position = 0;
        if (StylesOf(workbook) is not { } styles || !styles.Contains(Magenta, StringComparison.OrdinalIgnoreCase))
        {
            return workbook;
        }

        var copy = new MemoryStream();
        workbook.Position = 0;
        workbook.CopyTo(copy);
        using var parts = new ZipArchive(copy, ZipArchiveMode.Update, leaveOpen: true);
        parts.GetEntry(Styles)!.Delete();
        using var writer = new StreamWriter(parts.CreateEntry(Styles).Open(), Bytes);
        writer.Write(styles.Replace(Magenta, "", StringComparison.OrdinalIgnoreCase));
        return copy;
    }

    private static string? StylesOf(Stream workbook)
    {
        using var parts = new ZipArchive(workbook, ZipArchiveMode.Read, leaveOpen: true);
        if (parts.GetEntry(Styles) is not { Length: < LargestStyles } styles)
        {
            return null;
        }

        using var reader = new StreamReader(styles.Open(), Bytes, detectEncodingFromByteOrderMarks: false);
        return reader.ReadToEnd();
    }
}
