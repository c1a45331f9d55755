using Rollout.App.Shared.DelimitedText;

namespace Rollout.App.Tests.Shared.DelimitedText;

/// <summary>What Excel writes, read as its cells show it.</summary>
public sealed class SpreadsheetFileTests
{
    private static readonly object?[] Header = ["Personeelsnummer", "Naam", "In dienst"];

    [Fact]
    public void Numbers_keep_the_zeros_of_their_format_and_long_ones_all_their_digits()
    {
        var rows = RowsOf(Workbook.Of(Header, [new Formatted(731, "000000"), 123457000123, new Formatted(470112233, "0#\\ ##\\ ##\\ ##\\ ##")], ["000732", 0.8, new Formatted(1234.5, "#,##0.00")], [7, true, null]));

        Assert.Equal(["000731|123457000123|04 70 11 22 33", "000732|0.8|1234.5", "7|True|"], rows);
    }

    [Fact]
    public void What_is_shown_in_magenta_is_read_as_in_any_other_colour()
    {
        var rows = RowsOf(Workbook.Of(
            true,
            new Sheet("Blad1", false, Header,
                [new Formatted(731, "[Magenta]000000"), new Formatted(-0.07, "0.00;[MAGENTA]-0.00"), new Formatted(43739 - 1462, "[Magenta]d/m/yyyy")],
                [new Formatted(470112233, "[Magenta]0"), "[Magenta]", new Formatted(1.5, "[Magenta][h]:mm")])));

        Assert.Equal(["000731|-0.07|2019-10-01", "470112233|[Magenta]|1.12:00:00"], rows);
    }

    [Theory]
    [InlineData(false, 43739)]
    [InlineData(true, 43739 - 1462)]
    public void Days_are_days_of_the_workbooks_own_calendar(bool since1904, double serial)
    {
        var rows = RowsOf(Workbook.Of(since1904, new Sheet("Blad1", false, Header, ["1", "Jan", new Formatted(serial, "dd\\-mm\\-yyyy")], ["2", "Els", new Formatted(serial + 0.5, "d/m/yyyy h:mm")])));

        Assert.Equal(["1|Jan|2019-10-01", "2|Els|2019-10-01T12:00:00"], rows);
    }

    [Fact]
    public void The_first_visible_sheet_with_rows_is_read_from_its_header_on()
    {
        var file = TableFile.Open(Workbook.Of(
            false,
            new Sheet("Oud", true, Header, ["9", "Verborgen", null]),
            new Sheet("Toelichting", false, ["Deze lijst is vertrouwelijk"]),
            new Sheet("Personeel", false, ["Stand per 1 november"], [], Header, ["1", "Jan", null], [" ", null, null], ["2", "Els", null]),
            new Sheet("Later", false, Header, ["3", "Bo", null])));

        Assert.Equal(FileRefusal.None, file.Refusal);
        Assert.Equal([(4, "Jan"), (6, "Els")], file.Rows().Select(row => (row.Line, row.Cells[1])));
        Assert.Equal(("xlsx", null, 1), (file.Encoding, file.Delimiter, file.Blank));
    }

    [Fact]
    public void A_cell_beside_the_header_refuses_its_row_and_a_short_row_is_filled()
    {
        var rows = TableFile.Open(Workbook.Of(Header, ["1"], ["2", "Els", null, "kladje"])).Rows().Select(row => (row.Codes, row.Cells.Count)).ToList();

        Assert.Equal([(ImportCodes.None, 4), (ImportCodes.TooManyColumns, 4)], rows);
    }

    [Fact]
    public void What_only_begins_like_a_workbook_is_refused()
    {
        var whole = ((MemoryStream)Workbook.Of(Header, ["1", "Jan", null])).ToArray();

        Assert.Equal(FileRefusal.SpreadsheetNotCsv, TableFile.Open(new MemoryStream(whole[..^40])).Refusal);
        Assert.Equal(FileRefusal.SpreadsheetNotCsv, TableFile.Open(new MemoryStream([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]])).Refusal);
        Assert.Equal(FileRefusal.Empty, TableFile.Open(Workbook.Of(false, new Sheet("Blad1", false))).Refusal);
    }

    [Fact]
    public void A_workbook_saved_as_strict_open_xml_is_told_how_to_be_saved()
    {
        var file = TableFile.Open(Workbook.Strict(Workbook.Of(Header, ["1", "Jan", null])));

        Assert.Equal((FileRefusal.SpreadsheetStrict, 0), (file.Refusal, file.Header.Count));
    }

    [Fact]
    public void A_workbook_whose_bytes_were_changed_never_stops_the_reading()
    {
        var random = new Random(20261130);
        for (var i = 0; i < 300; i++)
        {
            var bytes = ((MemoryStream)Workbook.Of(Header, ["1", "Jan", new Formatted(43739, "dd\\-mm\\-yyyy")])).ToArray();
            for (var n = 0; n < 8; n++)
            {
                bytes[random.Next(8, bytes.Length)] = (byte)random.Next(256);
            }

            var file = TableFile.Open(new MemoryStream(bytes));
            Assert.True(file.Refusal != FileRefusal.None || file.Rows().Count() <= 1);
        }
    }

    private static List<string> RowsOf(Stream workbook) => [.. TableFile.Open(workbook).Rows().Select(row => string.Join('|', row.Cells))];
}
