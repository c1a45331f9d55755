using NodaTime;
using Rollout.App.Shared.DelimitedText;

namespace Rollout.App.Tests.Modules.Organisation.Import;

/// <summary>Names, addresses, days and fractions, as people write them.</summary>
public sealed class PeopleFileCellsTests
{
    [Fact]
    public void A_character_that_is_none_is_dropped_and_told()
    {
        var row = Files.Read("1;Ja\uFFFEn;;Ma\uFFFFes;;;Gent;;;\r\n").Single();

        Assert.Equal(("Jan", "Maes"), (row.Person!.GivenName, row.Person.FamilyName));
        Assert.True(row.Codes.HasFlag(ImportCodes.ControlCharacter));
    }

    [Fact]
    public void Direction_controls_are_stripped_and_told_and_joiners_inside_emoji_stay()
    {
        var row = Files.Read("1;\u202EJan\u200F 👩\u200D💻;;Ma\u200Des\u200B;;;Gent;;;\r\n").Single();

        Assert.Equal("Jan 👩\u200D💻", row.Person!.GivenName);
        Assert.Equal("Maes", row.Person.FamilyName);
        Assert.Equal(ImportCodes.BidiStripped | ImportCodes.NoEmail, row.Codes);
    }

    [Fact]
    public void Names_are_composed_and_otherwise_as_given()
    {
        var person = Files.Read("1;Zoe\u0308;van 't;=1+1;;;Gent;;;\r\n").Single().Person!;

        Assert.Equal(("Zoë", "van 't", "=1+1"), (person.GivenName, person.Infix, person.FamilyName));
    }

    [Fact]
    public void A_line_break_in_a_name_becomes_a_space()
    {
        var row = Files.Read("1;\"Jan\r\nPiet\";;Maes;;0470123456;Gent;;;\r\n").Single();

        Assert.Equal("Jan Piet", row.Person!.GivenName);
        Assert.True(row.Codes.HasFlag(ImportCodes.NewlineInName));
    }

    [Theory]
    [InlineData(200, "W_NO_EMAIL")]
    [InlineData(201, "E_TOO_LONG W_NO_EMAIL")]
    public void A_name_has_at_most_200_characters(int length, string codes)
    {
        Assert.Equal(codes, Files.CodesOf($"1;{new string('a', length)};;Maes;;;Gent;;;"));
        Assert.Equal(codes, Files.CodesOf($"1;Jan;;{string.Concat(Enumerable.Repeat("👍", length))};;;Gent;;;"));
    }

    [Theory]
    [InlineData("Jan.Maes@Voorbeeld.BE", "jan.maes@voorbeeld.be", "")]
    [InlineData("\u00A0jan@x.be\u200B\u00A0", "jan@x.be", "")]
    [InlineData("Jan Maes <Jan@x.be>", "jan@x.be", "W_EMAIL_DISPLAYNAME")]
    [InlineData("o'neill+a@sub.x.co", "o'neill+a@sub.x.co", "")]
    [InlineData("jan@xn--bcher-kva.example", "jan@xn--bcher-kva.example", "")]
    [InlineData("a@x.be, b@x.be", null, "E_EMAIL_INVALID")]
    [InlineData("\"a@x.be;b@x.be\"", null, "E_EMAIL_INVALID")]
    [InlineData("a@x.be b@x.be", null, "E_EMAIL_INVALID")]
    [InlineData("<a@x.be> <b@x.be>", null, "E_EMAIL_INVALID")]
    [InlineData("kapot@@voorbeeld", null, "E_EMAIL_INVALID")]
    [InlineData("jan@voorbeeld", null, "E_EMAIL_INVALID")]
    [InlineData("jan@voorbeeld..be", null, "E_EMAIL_INVALID")]
    [InlineData(".jan@voorbeeld.be", null, "E_EMAIL_INVALID")]
    [InlineData("jan@-voorbeeld.be", null, "E_EMAIL_INVALID")]
    [InlineData("jan@10.0.0.1", null, "E_EMAIL_INVALID")]
    [InlineData("\"jan@x.be\r\nBcc: a@x.be\"", null, "E_EMAIL_INVALID")]
    public void An_email_is_one_address(string cell, string? email, string codes)
    {
        var row = Files.Read($"1;Jan;;Maes;{cell};;Gent;;;").Single();

        Assert.Equal(email, row.Person?.Email);
        Assert.Equal(codes, string.Join(' ', ImportCodeNames.Of(row.Codes)));
    }

    [Theory]
    [InlineData("01-03-2019", "2019-03-01", ImportCodes.None)]
    [InlineData("1/2/2020", "2020-02-01", ImportCodes.None)]
    [InlineData("07.06.2022", "2022-06-07", ImportCodes.None)]
    [InlineData("2024-01-15", "2024-01-15", ImportCodes.None)]
    [InlineData("2024-01-15T00:00:00", "2024-01-15", ImportCodes.None)]
    [InlineData("2024-01-15T00:00:00.000Z", "2024-01-15", ImportCodes.None)]
    [InlineData("20240115", "2024-01-15", ImportCodes.None)]
    [InlineData("15-01-2024 00:00:00", "2024-01-15", ImportCodes.None)]
    [InlineData("45292", "2024-01-01", ImportCodes.DateExcelSerial)]
    [InlineData("45292,5", "2024-01-01", ImportCodes.DateExcelSerial)]
    [InlineData("01-10-23", "2023-10-01", ImportCodes.DateTwoDigitYear)]
    [InlineData("1.1.98", "1998-01-01", ImportCodes.DateTwoDigitYear)]
    [InlineData("29-02-2024", "2024-02-29", ImportCodes.None)]
    [InlineData("29-02-2023", null, ImportCodes.DateInvalid)]
    [InlineData("31-02-24", null, ImportCodes.DateInvalid)]
    [InlineData("12/31/2018", null, ImportCodes.DateInvalid)]
    [InlineData("1-2/2020", null, ImportCodes.DateInvalid)]
    [InlineData("2019", null, ImportCodes.DateInvalid)]
    [InlineData("201911", null, ImportCodes.DateInvalid)]
    [InlineData("99999", null, ImportCodes.DateInvalid)]
    [InlineData("morgen", null, ImportCodes.DateInvalid)]
    [InlineData("00-00-0000", null, ImportCodes.DateInvalid)]
    [InlineData("n.v.t.", null, ImportCodes.None)]
    public void A_day_is_read_as_people_write_it(string cell, string? day, ImportCodes codes)
    {
        var row = Files.Read($"1;Jan;;Maes;jan@x.be;;Gent;;{cell};").Single();

        LocalDate? expected = day is null ? null : NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value;
        Assert.Equal(expected, row.Person!.Since);
        Assert.Equal(codes, row.Codes);
    }

    [Theory]
    [InlineData("1", 1.0)]
    [InlineData("0,8", 0.8)]
    [InlineData("0.5", 0.5)]
    [InlineData("80%", null)]
    [InlineData("80", null)]
    [InlineData("-0,5", null)]
    [InlineData("1,0,0", null)]
    [InlineData("vol", null)]
    public void Full_time_equivalent_is_a_part_of_one(string cell, double? fte)
    {
        var row = Files.Read($"1;Jan;;Maes;jan@x.be;;Gent;;;\"{cell}\"").Single();

        Assert.Equal(fte, (double?)row.Person!.Fte);
        Assert.Equal(fte is null, row.Codes.HasFlag(ImportCodes.FteInvalid));
    }
}
