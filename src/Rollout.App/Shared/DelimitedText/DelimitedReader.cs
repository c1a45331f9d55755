namespace Rollout.App.Shared.DelimitedText;

/// <summary>Reads delimited text (RFC 4180) record by record, tracking the physical line on which each begins.</summary>
/// <remarks>
/// Not CsvHelper: the contract needs the <em>first</em> physical line of a record, text after a closing quote distinguished from an unclosed quote, the row
/// refused rather than the file, and a limit on the size of a cell. CsvHelper gives the last line, reports both errors as one, and keeps an unclosed quote in
/// memory to the end of the file.
/// </remarks>
public sealed class DelimitedReader(TextReader text, char delimiter)
{
    /// <summary>The maximum number of characters kept of a cell; Excel's own limit is one less. The rest is skipped.</summary>
    public const int LongestCell = 32_768;

    /// <summary>The maximum number of cells kept of a record.</summary>
    public const int MostCells = 1_000;

    private const int End = -1;

    private readonly char[] _buffer = new char[32 * 1024];
    private readonly char[] _cell = new char[LongestCell];
    private readonly List<string> _cells = [];
    private int _position;
    private int _filled;
    private int _line = 1;
    private int _length;

    /// <summary>The physical line, from 1, on which the record begins.</summary>
    public int Line { get; private set; }

    /// <summary>The cells of the record, valid until the next <see cref="Read"/>.</summary>
    public IReadOnlyList<string> Cells => _cells;

    public QuoteError Flaw { get; private set; }

    /// <summary>Reads the next record. False at the end of the file.</summary>
    public bool Read()
    {
        _cells.Clear();
        Flaw = QuoteError.None;
        Line = _line;
        if (Peek() == End)
        {
            return false;
        }

        while (ReadCell())
        {
        }

        return true;
    }

    /// <summary>Skips one physical line, whatever it contains.</summary>
    public void SkipLine()
    {
        for (var c = Next(); c != End && !IsLineEnd(c); c = Next())
        {
        }
    }

    /// <summary>Reads one cell. True when another follows in the same record.</summary>
    private bool ReadCell()
    {
        _length = 0;
        var c = Next();
        if (c == '"' && delimiter != '"')
        {
            ReadQuoted();
            c = Next();
            while (c != delimiter && c is ' ' or '\t')
            {
                c = Next();
            }

            if (c != delimiter && c != End && c is not ('\r' or '\n'))
            {
                Flaw = QuoteError.Malformed;
            }
        }

        while (c != delimiter && c != End && !IsLineEnd(c))
        {
            Keep((char)c);
            KeepUntil(delimiter, '\r', '\n');
            c = Next();
        }

        if (_cells.Count < MostCells)
        {
            _cells.Add(_length == 0 ? "" : new string(_cell, 0, _length));
        }

        return c == delimiter;
    }

    private void ReadQuoted()
    {
        while (true)
        {
            KeepUntil('"', '\r', '\n');
            var c = Next();
            if (c == End)
            {
                Flaw = QuoteError.Unterminated;
                return;
            }

            if (c == '"')
            {
                if (Peek() != '"')
                {
                    return;
                }

                _position++;
            }
            else if (IsLineEnd(c))
            {
                c = '\n';
            }

            Keep((char)c);
        }
    }

    /// <summary>Whether <paramref name="c"/>, just read, ends a physical line; if so, counts it and consumes the rest of CR LF.</summary>
    private bool IsLineEnd(int c)
    {
        if (c is not ('\r' or '\n'))
        {
            return false;
        }

        if (c == '\r' && Peek() == '\n')
        {
            _position++;
        }

        _line++;
        return true;
    }

    /// <summary>Reads everything before the first of the three characters, which is not consumed.</summary>
    private void KeepUntil(char first, char second, char third)
    {
        while (Peek() != End)
        {
            var rest = _buffer.AsSpan(_position, _filled - _position);
            var stop = rest.IndexOfAny(first, second, third);
            var taken = stop < 0 ? rest : rest[..stop];
            taken[..Math.Min(taken.Length, LongestCell - _length)].CopyTo(_cell.AsSpan(_length));
            _length = Math.Min(_length + taken.Length, LongestCell);
            _position += taken.Length;
            if (stop >= 0)
            {
                return;
            }
        }
    }

    private void Keep(char c)
    {
        if (_length < LongestCell)
        {
            _cell[_length++] = c;
        }
    }

    private int Next()
    {
        var c = Peek();
        if (c != End)
        {
            _position++;
        }

        return c;
    }

    private int Peek()
    {
        if (_position == _filled)
        {
            _position = 0;
            _filled = text.Read(_buffer);
        }

        return _filled == 0 ? End : _buffer[_position];
    }
}
