using System.IO.Compression;
using System.Text;
using Rollout.App.Modules.Organisation.Import;
using Rollout.App.Shared.DelimitedText;
using Rollout.App.Tests.Modules.Organisation.Import;

namespace Rollout.App.Tests.Shared.DelimitedText;

public sealed class FileEncodingTests
{
    private const string Rows = "Naam;E-mail;Filiaal\r\nZoë D’Hondt;zoe@x.be;Gent\r\n";

    [Theory]
    [InlineData("utf-16le")]
    [InlineData("utf-16be")]
    [InlineData("utf-8+bom")]
    [InlineData("utf-8")]
    [InlineData("windows-1252")]
    public void A_name_survives_every_encoding(string name)
    {
        var encoding = EncodingOf(name);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(Rows)];

        var file = PeopleFile.Open(Files.Of(bytes));

        Assert.Equal(name, file.Encoding);
        Assert.Equal("D’Hondt", file.Rows(Files.Context).Single().Person!.FamilyName);
    }

    [Fact]
    public void A_file_cut_inside_a_character_is_mixed()
    {
        var bytes = Encoding.UTF8.GetBytes("Naam;Filiaal\nZoë Maes;Gent\nRené");

        Assert.Equal("F_ENCODING_MIXED", RefusalOf(bytes[..^1]));
    }

    [Fact]
    public void Two_files_in_different_encodings_put_together_are_mixed()
    {
        var western = EncodingOf("windows-1252");

        Assert.Equal("F_ENCODING_MIXED", RefusalOf([.. Encoding.UTF8.GetBytes(Rows), .. western.GetBytes("Renée;Gent\r\n")]));
        Assert.Equal("F_ENCODING_MIXED", RefusalOf([.. western.GetBytes(Rows), .. Encoding.UTF8.GetBytes("Renée;Gent\r\n")]));
    }

    [Fact]
    public void A_mark_with_other_bytes_behind_it_is_mixed() =>
        Assert.Equal("F_ENCODING_MIXED", RefusalOf([0xEF, 0xBB, 0xBF, .. EncodingOf("windows-1252").GetBytes(Rows)]));

    [Fact]
    public void A_mixture_is_seen_however_far_down_the_file_it_comes()
    {
        var text = new StringBuilder("Naam;Filiaal\n");
        for (var i = 0; i < 20_000; i++)
        {
            text.Append("Zoë Maes;Gent\n");
        }

        Assert.Equal("F_ENCODING_MIXED", RefusalOf([.. Encoding.UTF8.GetBytes(text.ToString()), 0xEB]));
    }

    [Fact]
    public void A_character_across_two_chunks_is_one_character()
    {
        var text = "Naam;Filiaal\n" + new string('x', 64 * 1024 - 14) + "ë;Gent\n";

        Assert.Equal("utf-8", FileEncoding.Of(Files.Of(text)).Name);
    }

    [Theory]
    [InlineData("RENÉ’S FILIAAL;Gent\n« café »;Gent\n")]
    [InlineData("ANDRÉ\u00A0;Gent\nZoë;Gent\n")]
    public void Honest_western_text_is_not_taken_for_broken_utf8(string rows)
    {
        using var file = Files.Windows1252("Naam;Filiaal\n" + rows);

        Assert.Equal("windows-1252", FileEncoding.Of(file).Name);
    }

    [Theory]
    [InlineData(new byte[] { 0x81 })]
    [InlineData(new byte[] { 0x00 })]
    [InlineData(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A })]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x41, 0x00, 0x00, 0x00 })]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x00, 0x00, 0x41, 0x00, 0x00, 0x00 })]
    public void Bytes_that_no_text_has_are_binary(byte[] bytes) => Assert.Equal("F_BINARY", RefusalOf(bytes));

    [Fact]
    public void Nul_bytes_in_the_last_row_are_binary() =>
        Assert.Equal("F_BINARY", RefusalOf([.. Encoding.UTF8.GetBytes(Rows), 0x00]));

    [Fact]
    public void Text_in_two_bytes_a_character_without_a_mark_is_binary() =>
        Assert.Equal("F_BINARY", RefusalOf(new UnicodeEncoding(false, false).GetBytes(Rows)));

    [Fact]
    public void Half_a_character_at_the_end_of_sixteen_bits_is_mixed() =>
        Assert.Equal("F_ENCODING_MIXED", RefusalOf([0xFF, 0xFE, .. new UnicodeEncoding(false, false).GetBytes(Rows), 0x41]));

    [Fact]
    public void Compressed_files_are_told_from_spreadsheets()
    {
        Assert.Equal("F_COMPRESSED", RefusalOf(Zipped(stream => new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))));
        Assert.Equal("F_COMPRESSED", RefusalOf(Archive("people.csv")));
        Assert.Equal("F_SPREADSHEET_NOT_CSV", RefusalOf(Archive("[Content_Types].xml")));
        Assert.Equal("F_SPREADSHEET_NOT_CSV", RefusalOf(Archive("xl/workbook.xml")));
        Assert.Equal("F_SPREADSHEET_NOT_CSV", RefusalOf([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]));
        Assert.Equal("F_SPREADSHEET_NOT_CSV", RefusalOf(Encoding.UTF8.GetBytes("<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">")));
    }

    [Theory]
    [InlineData("<html><table><tr><td>Naam</td></tr></table>")]
    [InlineData("\r\n  <!DOCTYPE html>\r\n<HTML>")]
    [InlineData("\uFEFF<Html lang=nl>")]
    public void A_web_page_is_no_csv(string text)
    {
        Assert.Equal("F_HTML_NOT_CSV", RefusalOf(Encoding.UTF8.GetBytes(text)));
        Assert.Equal("F_HTML_NOT_CSV", RefusalOf([0xFF, 0xFE, .. new UnicodeEncoding(false, false).GetBytes(text)]));
    }

    [Theory]
    [InlineData("\uFEFF")]
    [InlineData("\r\n\r\n   \r\n")]
    [InlineData("sep=;\r\n")]
    [InlineData(";;;\r\n;;;\r\n")]
    public void A_file_with_nothing_to_read_is_empty(string text)
    {
        var file = PeopleFile.Open(Files.Of(text));

        Assert.Equal(FileRefusal.Empty, file.Refusal);
        Assert.Null(file.Delimiter);
    }

    private static string? RefusalOf(byte[] bytes) => PeopleFile.Open(Files.Of(bytes)).Refusal.Code();

    private static Encoding EncodingOf(string name) => name switch
    {
        "utf-16le" => new UnicodeEncoding(false, true),
        "utf-16be" => new UnicodeEncoding(true, true),
        "utf-8+bom" => new UTF8Encoding(true),
        "utf-8" => new UTF8Encoding(false),
        _ => CodePagesEncodingProvider.Instance.GetEncoding(1252)!,
    };

    private static byte[] Archive(string entry)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var part = archive.CreateEntry(entry).Open();
            part.Write("Naam;Filiaal"u8);
        }

        return stream.ToArray();
    }

    private static byte[] Zipped(Func<Stream, Stream> zip)
    {
        using var stream = new MemoryStream();
        using (var zipped = zip(stream))
        {
            zipped.Write("Naam;Filiaal"u8);
        }

        return stream.ToArray();
    }
}
