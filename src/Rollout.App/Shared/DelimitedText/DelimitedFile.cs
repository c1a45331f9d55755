using System.Text.RegularExpressions;

namespace Rollout.App.Shared.DelimitedText;

/// <summary>
/// A seekable stream read as delimited text: encoding, <c>sep=</c> line, delimiter and header.
/// </summary>
public sealed partial class DelimitedFile : TableFile
{
    private const int LongestHeader = 64 * 1024;
    private const string Delimiters = ";,\t|";

    private readonly Stream _file;
    private readonly FileEncoding _encoding;
    private int _linesBeforeHeader;
    private char _delimiter = Delimiters[0];

    private DelimitedFile(Stream file, FileEncoding encoding)
    {
        _file = file;
        _encoding = encoding;
        Refusal = encoding.Refusal;
    }

    public override string? Encoding => Header.Count == 0 ? null : _encoding.Name;

    public override string? Delimiter => Header.Count == 0 ? null : _delimiter.ToString();

    public override double Progress => _file.Length == 0 ? 1 : (double)_file.Position / _file.Length;

    /// <summary>Reads all bytes once to detect the encoding, and the header. <paramref name="file"/> must be seekable and stay open.</summary>
    public static new DelimitedFile Open(Stream file)
    {
        var opened = new DelimitedFile(file, FileEncoding.Of(file));
        if (opened.Refusal == FileRefusal.None)
        {
            opened.FindHeader();
        }

        return opened;
    }

    public override IEnumerable<FileRow> Rows()
    {
        Blank = 0;
        using var text = OpenText();
        var reader = OpenReader(text);
        reader.Read();
        while (reader.Read())
        {
            if (reader.Flaw == QuoteError.None && reader.Cells.All(CellText.IsBlank))
            {
                Blank++;
                continue;
            }

            yield return new FileRow(reader.Line, FlawOf(reader), reader.Cells);
        }
    }

    private ImportCodes FlawOf(DelimitedReader reader) => reader switch
    {
        { Flaw: QuoteError.Unterminated } => ImportCodes.QuoteUnterminated,
        { Flaw: QuoteError.Malformed } => ImportCodes.QuoteMalformed,
        _ when reader.Cells.Count < Header.Count => ImportCodes.TooFewColumns,
        _ when !reader.Cells.Skip(Header.Count).All(CellText.IsBlank) => ImportCodes.TooManyColumns,
        _ => ImportCodes.None,
    };

    private void FindHeader()
    {
        var start = ReadStart();
        var chosen = SkipSeparatorLine(ref start);
        SkipBlankLines(ref start);
        _delimiter = chosen ?? MostFrequentDelimiter(start);

        using var text = OpenText();
        var reader = OpenReader(text);
        var found = reader.Read();
        Header = Cleaned(reader.Cells);
        Refusal = !found || Header.Count == 0 ? FileRefusal.Empty
            : reader.Flaw != QuoteError.None ? FileRefusal.Header
            : FileRefusal.None;
    }

    private ReadOnlySpan<char> ReadStart()
    {
        using var text = OpenText();
        var start = new char[LongestHeader];
        return start.AsSpan(0, text.ReadBlock(start));
    }

    private char? SkipSeparatorLine(ref ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny('\r', '\n');
        var line = end < 0 ? text : text[..end];
        if (!line.TrimStart('"').StartsWith("sep=", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var match = SeparatorLine().Match(line.ToString());
        if (!match.Success)
        {
            return null;
        }

        SkipLine(ref text);
        var wanted = match.Groups[1].Value;
        var separator = wanted is "\\t" ? '\t' : wanted.FirstOrDefault();
        return separator is '\0' or '"' || char.IsLetterOrDigit(separator) ? null : separator;
    }

    private void SkipBlankLines(ref ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var end = text.IndexOfAny('\r', '\n');
            if (end < 0 || !text[..end].IsWhiteSpace())
            {
                return;
            }

            SkipLine(ref text);
        }
    }

    private void SkipLine(ref ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny('\r', '\n');
        var next = end < 0 ? text.Length
            : text[end..].StartsWith("\r\n") ? end + 2
            : end + 1;
        text = text[next..];
        _linesBeforeHeader++;
    }

    private static char MostFrequentDelimiter(ReadOnlySpan<char> header)
    {
        Span<int> counts = stackalloc int[Delimiters.Length];
        var quoted = false;
        foreach (var c in header)
        {
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && c is '\r' or '\n')
            {
                break;
            }
            else if (!quoted && Delimiters.IndexOf(c, StringComparison.Ordinal) is var which and >= 0)
            {
                counts[which]++;
            }
        }

        var most = 0;
        for (var i = 1; i < counts.Length; i++)
        {
            most = counts[i] > counts[most] ? i : most;
        }

        return Delimiters[most];
    }

    private DelimitedReader OpenReader(TextReader text)
    {
        var reader = new DelimitedReader(text, _delimiter);
        for (var i = 0; i < _linesBeforeHeader; i++)
        {
            reader.SkipLine();
        }

        return reader;
    }

    private StreamReader OpenText()
    {
        _file.Position = _encoding.MarkLength;
        return new StreamReader(_file, _encoding.Text!, detectEncodingFromByteOrderMarks: false, 64 * 1024, leaveOpen: true);
    }

    [GeneratedRegex("""^"?sep=(\\t|.)?"?[;,\t|]*$""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SeparatorLine();
}
