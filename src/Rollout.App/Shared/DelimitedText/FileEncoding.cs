using System.Text;

namespace Rollout.App.Shared.DelimitedText;

/// <summary>Detects the encoding of a file from all of its bytes: judging by the first page would let a damaged name on the last page through.</summary>
/// <param name="Text">The encoding to read with, or null when the file is refused.</param>
/// <param name="Name">The name used in the contract: <c>utf-8+bom</c>, <c>utf-8</c>, <c>windows-1252</c>, <c>utf-16le</c> or <c>utf-16be</c>.</param>
/// <param name="MarkLength">The length of the byte-order mark to skip.</param>
/// <param name="Refusal">Why the file cannot be read as text, if so.</param>
public sealed record FileEncoding(Encoding? Text, string? Name, int MarkLength, FileRefusal Refusal)
{
    private const int ChunkBytes = 64 * 1024;

    /// <summary>Reads <paramref name="file"/> from start to end. The position afterwards is undefined.</summary>
    public static FileEncoding Of(Stream file)
    {
        file.Position = 0;
        var chunk = new byte[ChunkBytes];
        var length = file.ReadAtLeast(chunk, chunk.Length, throwOnEndOfStream: false);
        if (length == 0)
        {
            return Refused(FileRefusal.Empty);
        }

        var kind = FileKind.Of(chunk.AsSpan(0, length));
        if (kind != FileRefusal.None)
        {
            return Refused(kind);
        }

        return chunk.AsSpan(0, length) switch
        {
            [0xEF, 0xBB, 0xBF, ..] => Utf8WithMark(file, chunk, length),
            [0xFF, 0xFE, ..] => Utf16(file, bigEndian: false),
            [0xFE, 0xFF, ..] => Utf16(file, bigEndian: true),
            _ => WithoutMark(file, chunk, length),
        };
    }

    private static FileEncoding Utf8WithMark(Stream file, byte[] chunk, int length)
    {
        var bytes = Count(file, chunk, length);
        return bytes.HasNul ? Refused(FileRefusal.Binary)
            : !bytes.IsUtf8 ? Refused(FileRefusal.EncodingMixed)
            : new FileEncoding(new UTF8Encoding(false), "utf-8+bom", 3, FileRefusal.None);
    }

    private static FileEncoding WithoutMark(Stream file, byte[] chunk, int length)
    {
        var bytes = Count(file, chunk, length);
        return bytes.HasNul ? Refused(FileRefusal.Binary)
            : bytes.IsUtf8 ? new FileEncoding(new UTF8Encoding(false), "utf-8", 0, FileRefusal.None)
            : bytes.LooksLikeBrokenUtf8 ? Refused(FileRefusal.EncodingMixed)
            : bytes.HasUndefined ? Refused(FileRefusal.Binary)
            : new FileEncoding(CodePagesEncodingProvider.Instance.GetEncoding(1252)!, "windows-1252", 0, FileRefusal.None);
    }

    private static FileEncoding Utf16(Stream file, bool bigEndian)
    {
        file.Position = 2;
        using var text = new StreamReader(
            file, new UnicodeEncoding(bigEndian, byteOrderMark: false, throwOnInvalidBytes: true),
            detectEncodingFromByteOrderMarks: false, ChunkBytes, leaveOpen: true);
        var chars = new char[ChunkBytes];
        try
        {
            for (var read = text.Read(chars); read > 0; read = text.Read(chars))
            {
                if (chars.AsSpan(0, read).Contains('\0'))
                {
                    return Refused(FileRefusal.Binary);
                }
            }
        }
        catch (DecoderFallbackException)
        {
            return Refused(FileRefusal.EncodingMixed);
        }

        return new FileEncoding(
            new UnicodeEncoding(bigEndian, byteOrderMark: false), bigEndian ? "utf-16be" : "utf-16le", 2, FileRefusal.None);
    }

    private static Utf8Count Count(Stream file, byte[] chunk, int length)
    {
        var count = new Utf8Count();
        for (; length > 0; length = file.Read(chunk))
        {
            count.Add(chunk.AsSpan(0, length));
        }

        count.End();
        return count;
    }

    private static FileEncoding Refused(FileRefusal refusal) => new(null, null, 0, refusal);
}
