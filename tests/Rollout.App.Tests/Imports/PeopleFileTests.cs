using NodaTime;
using Rollout.App.Imports;

namespace Rollout.App.Tests.Imports;

public sealed class PeopleFileTests
{
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
    [InlineData("1;Jan\u0007;;Maes;jan@x.be;;Gent;;;", "E_CONTROL_CHAR")]
    [InlineData("1;Jan;;Maes;jan@x.be;;Gent;\u001B[31m;;", "E_CONTROL_CHAR")]
    [InlineData("1;Jan;;Maes;jan@x.be;;;;;", "E_BRANCH_MISSING")]
    [InlineData("1;Jan;;Maes;jan@x.be;;-;;;", "E_BRANCH_MISSING")]
    [InlineData("1;Jan;;Maes;jan@x.be;;Nergens;;;", "E_BRANCH_UNKNOWN")]
    [InlineData("1;Jan;;Maes;jan@x.be;;\u00A0GENT\u200B ;;;", "")]
    [InlineData("1;;van;;jan@x.be;;Gent;;;", "E_NAME_MISSING")]
    [InlineData("1;-;;nvt;jan@x.be;;Gent;;;", "E_NAME_MISSING")]
    [InlineData("1;Jan;;;jan@x.be;;Gent;;;", "")]
    [InlineData(";Jan;;Maes;;;Gent;;;", "E_NO_KEY W_NO_EMAIL")]
    [InlineData("geen;Jan;;Maes;none;-;Gent;;;", "E_NO_KEY W_NO_EMAIL")]
    [InlineData(";Jan;;Maes;;ja;Gent;;;", "E_NO_KEY W_NO_EMAIL")]
    [InlineData(";Jan;;Maes;;0470 12 34 56;Gent;;;", "W_NO_EMAIL")]
    [InlineData("1,23457E+11;Jan;;Maes;jan@x.be;;Gent;;;", "E_KEY_DAMAGED_BY_EXCEL")]
    [InlineData("1.2e+5;Jan;;Maes;;;Gent;;;", "E_KEY_DAMAGED_BY_EXCEL W_NO_EMAIL")]
    [InlineData(";Jan;;Maes;;3,247E+10;Gent;;;", "E_KEY_DAMAGED_BY_EXCEL W_NO_EMAIL")]
    [InlineData("4E10;Jan;;Maes;jan@x.be;;Gent;;;", "")]
    [InlineData(";Jan;;Maes;kapot;;;;;", "E_BRANCH_MISSING E_EMAIL_INVALID")]
    public void A_row_is_judged_by_the_contract(string row, string codes) => Assert.Equal(codes, Files.CodesOf(row));

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

    [Theory]
    [InlineData("Matricule,Prénom,Nom,Adresse e-mail,Portable,Site", "Zoë", "Maes")]
    [InlineData("EMPLOYEE_ID,First Name,SURNAME,e mail,Mobile Phone,Branch", "Zoë", "Maes")]
    [InlineData("personeels nummer,Voornaam,Naam,E-MAIL,GSM,Vestiging", "Zoë", "Maes")]
    public void Columns_are_known_by_their_names_in_three_languages(string header, string given, string family)
    {
        var person = PeopleFile.Open(Files.Of($"{header}\n7,Zoë,Maes,zoe@x.be,0470123456,Gent\n")).Rows(Files.Branches).Single().Person!;

        Assert.Equal((given, family, "7", "zoe@x.be", "gent"), (person.GivenName, person.FamilyName, person.Number, person.Email, person.BranchKey));
    }

    [Theory]
    [InlineData("Jan van den Berg", "Jan", "van den Berg")]
    [InlineData("\"Berg, Jan van den\"", "Jan van den", "Berg")]
    [InlineData("Madonna", "Madonna", "")]
    public void A_whole_name_in_one_column_is_taken_apart(string name, string given, string family)
    {
        var person = PeopleFile.Open(Files.Of($"Naam;E-mail;Filiaal\n{name};a@x.be;Gent\n")).Rows(Files.Branches).Single().Person!;

        Assert.Equal((given, family), (person.GivenName, person.FamilyName));
    }

    [Fact]
    public void Of_two_columns_with_one_meaning_the_first_counts_and_the_other_is_named()
    {
        var file = PeopleFile.Open(Files.Of("Naam;E-mail;Schoenmaat;E-mail;Filiaal\nJan;a@x.be;44;b@x.be;Gent\n"));

        Assert.Equal("a@x.be", file.Rows(Files.Branches).Single().Person!.Email);
        Assert.Equal(["Schoenmaat", "E-mail"], file.IgnoredColumns);
    }

    [Theory]
    [InlineData("Personeelsnummer;Filiaal\n1;Gent\n", FileRefusal.Header)]
    [InlineData("Voornaam;E-mail\nJan;a@x.be\n", FileRefusal.Header)]
    [InlineData("Jan;Maes;a@x.be;Gent\nPiet;Maes;b@x.be;Gent\n", FileRefusal.Header)]
    [InlineData("Naam;Filiaal\n", FileRefusal.NoRows)]
    [InlineData("Naam;Filiaal\n;\n;\n", FileRefusal.NoRows)]
    [InlineData("Naam;Filiaal\nJan;\n", FileRefusal.None)]
    public void A_file_needs_a_name_a_branch_and_a_row(string text, FileRefusal refusal) =>
        Assert.Equal(refusal, PeopleFile.Open(Files.Of(text)).Refusal);

    [Fact]
    public void The_same_key_again_is_merged_into_the_same_person()
    {
        var rows = Files.Read(
            "E1;Jan;;Maes;jan@x.be;;Gent;;;\r\n" +
            "e1\u200B;Jan;;Maes;;;Gent;;;\r\n" +
            ";Jan;;Maes;JAN@x.be;;Gent;;;\r\n");

        Assert.Equal([0, 0, 0], rows.Select(row => row.Identity));
        Assert.All(rows.Skip(1), row => Assert.True(row.Codes.HasFlag(ImportCodes.DuplicateMerged)));
        Assert.All(rows, row => Assert.Equal("jan@x.be", row.Person!.Email));
        Assert.All(rows, row => Assert.Equal("e1", row.Person!.NumberKey));
    }

    [Fact]
    public void Leading_zeros_make_another_number()
    {
        var rows = Files.Read("0106;Jan;;Maes;a@x.be;;Gent;;;\r\n106;Piet;;Maes;b@x.be;;Gent;;;\r\n");

        Assert.Equal([0, 1], rows.Select(row => row.Identity));
    }

    [Fact]
    public void An_email_belongs_to_one_personnel_number()
    {
        var rows = Files.Read(
            "1;Jan;;Maes;jan@x.be;;Gent;;;\r\n" +
            "2;Piet;;Maes;Jan <JAN@X.be>;;Gent;;;\r\n" +
            "2;Piet;;Maes;piet@x.be;;Gent;;;\r\n");

        Assert.Equal("E_DUP_EMAIL_OTHER_PERSON W_EMAIL_DISPLAYNAME", string.Join(' ', ImportCodeNames.Of(rows[1].Codes)));
        Assert.Equal(ImportCodes.None, rows[2].Codes);
    }

    [Fact]
    public void An_email_that_its_owner_gave_up_is_free()
    {
        var rows = Files.Read(
            "1;Jan;;Maes;info@x.be;;Gent;;;\r\n" +
            "1;Jan;;Maes;jan@x.be;;Gent;;;\r\n" +
            "2;Piet;;Maes;info@x.be;;Gent;;;\r\n");

        Assert.All(rows, row => Assert.False(row.Codes.Refuse()));
    }

    [Fact]
    public void A_number_that_comes_later_joins_the_person_with_that_email()
    {
        var rows = Files.Read(
            ";Jan;;Maes;jan@x.be;;Gent;;;\r\n" +
            "1;Jan;;Maes;jan@x.be;;Gent;;;\r\n" +
            "2;Jan;;Maes;jan@x.be;;Gent;;;\r\n");

        Assert.Equal([0, 0, -1], rows.Select(row => row.Identity));
        Assert.True(rows[2].Codes.HasFlag(ImportCodes.EmailOfOtherPerson));
    }

    [Fact]
    public void A_refused_row_takes_no_key()
    {
        var rows = Files.Read("1;Jan;;Maes;jan@x.be;;Nergens;;;\r\n1;Jan;;Maes;jan@x.be;;Gent;;;\r\n");

        Assert.Equal(ImportCodes.None, rows[1].Codes);
    }

    [Fact]
    public void Someone_with_only_a_mobile_is_known_by_its_digits()
    {
        var rows = Files.Read(";Jan;;Maes;;+32 470-12.34/56;Gent;;;\r\n;Jan;;Maes;;+32470123456;Gent;;;\r\n");

        Assert.Equal([0, 0], rows.Select(row => row.Identity));
    }

    [Fact]
    public void Every_code_has_a_name_of_its_own()
    {
        var singles = Enum.GetValues<ImportCodes>().Where(code => long.PopCount((long)code) == 1).ToList();

        Assert.Equal(singles.Count, ImportCodeNames.All.Count);
        Assert.Equal(ImportCodeNames.All, singles.Order().Select(code => ImportCodeNames.Of(code).Single()));
        Assert.All(singles, code => Assert.Equal(ImportCodeNames.Of(code).Single().StartsWith("E_", StringComparison.Ordinal), code.Refuse()));
        Assert.Equal(ImportCodeNames.All.Order(StringComparer.Ordinal), ImportCodeNames.All);
    }
}
