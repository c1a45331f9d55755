using System.Text;

namespace Rollout.App.Shared.DelimitedText;

/// <summary>Recognises files that are not delimited text by their first bytes.</summary>
internal static class FileKind
{
    /// <summary>The number of bytes that are looked at.</summary>
    public const int Length = 64 * 1024;

    /// <summary>The kind of the file, or <see cref="FileRefusal.None"/> if it may be text.</summary>
    public static FileRefusal Of(ReadOnlySpan<byte> start) => start switch
    {
        [0x50, 0x4B, 0x03, 0x04, ..] => Zip(start),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => FileRefusal.SpreadsheetNotCsv, // Excel up to 2003
        [0x1F, 0x8B, ..] => FileRefusal.Compressed, // gzip
        [0x42, 0x5A, 0x68, >= 0x31 and <= 0x39, 0x31, ..] => FileRefusal.Compressed, // bzip2
        [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00, ..] => FileRefusal.Compressed, // xz
        [0x28, 0xB5, 0x2F, 0xFD, ..] => FileRefusal.Compressed, // zstd
        [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, ..] => FileRefusal.Compressed, // 7z
        [0x52, 0x61, 0x72, 0x21, 0x1A, 0x07, ..] => FileRefusal.Compressed, // rar
        [0xFF, 0xD8, 0xFF, ..] => FileRefusal.Binary, // JPEG
        [0x89, 0x50, 0x4E, 0x47, ..] => FileRefusal.Binary, // PNG
        [0x47, 0x49, 0x46, 0x38, ..] => FileRefusal.Binary, // GIF
        [0x25, 0x50, 0x44, 0x46, 0x2D, ..] => FileRefusal.Binary, // PDF
        _ => Markup(start),
    };

    private static FileRefusal Zip(ReadOnlySpan<byte> start)
    {
        // Office writes this version and these flags; files of other programs are recognised by the names of their parts.
        var office = start.Length >= 8 && start[4] == 0x14 && start[5] == 0 && start[6] == 0x06 && start[7] == 0;
        return office
            || start.IndexOf("xl/"u8) >= 0
            || start.IndexOf("[Content_Types].xml"u8) >= 0
            || start.IndexOf("opendocument.spreadsheet"u8) >= 0
                ? FileRefusal.SpreadsheetNotCsv
                : FileRefusal.Compressed;
    }

    private static FileRefusal Markup(ReadOnlySpan<byte> start)
    {
        // Removing zero bytes and the byte-order mark allows one check for UTF-8 and UTF-16.
        var letters = new StringBuilder();
        foreach (var b in start[..Math.Min(start.Length, 4096)])
        {
            if (b is > 0 and < 0x80)
            {
                letters.Append((char)b);
            }
        }

        var text = letters.ToString().TrimStart();
        string[] pages = ["<html", "<!doctype", "<head", "<body", "<table", "<meta"];
        return Array.Exists(pages, page => text.StartsWith(page, StringComparison.OrdinalIgnoreCase)) ? FileRefusal.HtmlNotCsv
            : !text.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase) ? FileRefusal.None
            : text.Contains("spreadsheet", StringComparison.OrdinalIgnoreCase) ? FileRefusal.SpreadsheetNotCsv
            : FileRefusal.HtmlNotCsv;
    }
}
