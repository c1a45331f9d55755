using System.Text;
using Rollout.App.Modules.Organisation.Import;
using Rollout.App.Shared.DelimitedText;
using Rollout.App.Tests.Modules.Organisation.Import;

namespace Rollout.App.Tests.Shared.DelimitedText;

public sealed class DelimitedFileTests
{
    [Theory]
    [InlineData("a;b,c;d\n1;2;3\n", ";")]
    [InlineData("a,b,c;d\n", ",")]
    [InlineData("a\tb\tc\n", "\t")]
    [InlineData("a|b\n", "|")]
    [InlineData("\"a,b,c,d\";e\n", ";")]
    [InlineData("\"a,\n,,,\";e\n", ";")]
    [InlineData("a\n1;2\n", ";")]
    public void The_delimiter_is_the_most_frequent_in_the_header_outside_quotes(string text, string delimiter) =>
        Assert.Equal(delimiter, DelimitedFile.Open(Files.Of(text)).Delimiter);

    [Theory]
    [InlineData("sep=|\na|b;c;d\n", "|", 2)]
    [InlineData("SEP=,\r\na,b;c;d\n", ",", 2)]
    [InlineData("\"sep=,\"\na,b;c;d\n", ",", 2)]
    [InlineData("sep=;;;;;\na;b\n", ";", 2)]
    [InlineData("sep=\t\na\tb;c;d\n", "\t", 2)]
    [InlineData("sep=\\t\na\tb;c;d\n", "\t", 2)]
    [InlineData("sep=^\na^b;c\n", "^", 2)]
    [InlineData("sep=\na;b\n", ";", 2)]
    [InlineData("sep=x\na;b\n", ";", 2)]
    [InlineData("sep=\"\na;b\n", ";", 2)]
    public void A_sep_line_is_honoured_and_an_odd_one_passed_over(string text, string delimiter, int columns)
    {
        var file = DelimitedFile.Open(Files.Of(text));

        Assert.Equal(delimiter, file.Delimiter);
        Assert.Equal(columns, file.Header.Count);
    }

    [Fact]
    public void A_header_that_only_begins_like_a_sep_line_is_a_header() =>
        Assert.Equal(["sep=arated", "b"], DelimitedFile.Open(Files.Of("sep=arated;b\n1;2\n")).Header);

    [Fact]
    public void Lines_are_counted_as_an_editor_does()
    {
        var rows = Rows("\r\n\r\na;b\r\n1;2\r\n\"x\r\ny\nz\";4\n5;6\r7;8\r\n\r\n9;10");

        Assert.Equal([4, 5, 8, 9, 11], rows.Select(row => row.Line));
    }

    [Fact]
    public void Rows_with_nothing_on_them_are_counted_not_read()
    {
        var file = DelimitedFile.Open(Files.Of("a;b\n;\n\n \u00A0;\u200B\n1;2\n\"\";\n"));

        Assert.Single(file.Rows());
        Assert.Equal(4, file.Blank);
    }

    [Theory]
    [InlineData("\"a\"b;c")]
    [InlineData("\"Jan \"de grote\" Jansen\";c")]
    [InlineData("c;\"a\" \"b\"")]
    public void Text_after_a_closing_quote_gives_up_the_row_and_not_the_file(string row)
    {
        var rows = Rows($"a;b\n{row}\n1;2\n");

        Assert.Equal([ImportCodes.QuoteMalformed, ImportCodes.None], rows.Select(r => r.Codes));
        Assert.Equal([2, 3], rows.Select(r => r.Line));
    }

    [Fact]
    public void Spaces_after_a_closing_quote_are_nothing() => Assert.Equal(ImportCodes.None, Rows("a;b\n\"1\" ;2\n").Single().Codes);

    [Fact]
    public void A_quote_inside_plain_text_is_a_quote() =>
        Assert.Equal("Jan \"Jos\" Maes", Cells("a;b\nJan \"Jos\" Maes;2\n")[0]);

    [Fact]
    public void Doubled_quotes_delimiters_and_breaks_live_inside_quotes() =>
        Assert.Equal("a \"b\"; c\nd", Cells("a;b\n\"a \"\"b\"\"; c\r\nd\";2\n")[0]);

    [Fact]
    public void An_unclosed_quote_is_told_once_with_its_first_line()
    {
        var rows = Rows("a;b\n1;2\n\"3;4\n5;6\n7;8\n");

        Assert.Equal([(2, ImportCodes.None), (3, ImportCodes.QuoteUnterminated)], rows.Select(row => (row.Line, row.Codes)));
    }

    [Fact]
    public void An_unclosed_quote_in_the_header_refuses_the_file() =>
        Assert.Equal(FileRefusal.Header, DelimitedFile.Open(Files.Of("\"a;b\n1;2\n")).Refusal);

    [Theory]
    [InlineData("1", ImportCodes.TooFewColumns)]
    [InlineData("1;2", ImportCodes.None)]
    [InlineData("1;", ImportCodes.None)]
    [InlineData("1;2;;; ;", ImportCodes.None)]
    [InlineData("1;2;;3", ImportCodes.TooManyColumns)]
    public void Too_few_and_too_many_filled_columns_are_told(string row, ImportCodes codes) =>
        Assert.Equal(codes, Rows($"a;b;;\n{row}\n").Single().Codes);

    [Fact]
    public void A_line_without_end_is_read_past_and_not_kept()
    {
        using var file = new EndlessLine("Naam;Filiaal\n\"", 300L * 1024 * 1024);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var rows = PeopleFile.Open(file).Rows(Files.Context).ToList();

        Assert.Equal([ImportCodes.QuoteUnterminated], rows.Select(row => row.Codes));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 5_000_000);
    }

    [Fact]
    public void A_row_of_a_million_cells_is_too_many() =>
        Assert.Equal(ImportCodes.TooManyColumns, Rows("a;b\n1;2;" + string.Concat(Enumerable.Repeat("3;", 1_000_000))).Single().Codes);

    [Fact]
    public void Sixteen_bit_files_have_lines_and_quotes_too()
    {
        var encoding = new UnicodeEncoding(true, true);
        using var stream = Files.Of([.. encoding.GetPreamble(), .. encoding.GetBytes("a;b\r\n\"1\r\n\";2\r\n3;4")]);

        Assert.Equal([2, 4], DelimitedFile.Open(stream).Rows().Select(row => row.Line));
    }

    private static List<FileRow> Rows(string text) =>
        [.. DelimitedFile.Open(Files.Of(text)).Rows().Select(row => row with { Cells = [.. row.Cells] })];

    private static IReadOnlyList<string> Cells(string text) => Rows(text).Single().Cells;

    /// <summary>A file that starts with a given text and continues with the letter a, without needing memory.</summary>
    private sealed class EndlessLine(string start, long length) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => true;
        public override bool CanWrite => false;
        public override long Length => length;
        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, length - Position);
            buffer.AsSpan(offset, read).Fill((byte)'a');
            for (var i = 0; i < read && Position + i < start.Length; i++)
            {
                buffer[offset + i] = (byte)start[(int)Position + i];
            }

            Position += read;
            return read;
        }

        public override long Seek(long offset, SeekOrigin origin) => Position = offset;
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override void Flush()
        {
        }
    }
}
