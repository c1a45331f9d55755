using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Organisation.Import;
using Rollout.App.Shared.DelimitedText;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Organisation.Import;

/// <summary>Files as personnel departments and directories really write them, on both databases; the preview says what the import then does.</summary>
public sealed class ReportFilesTests
{
    private static readonly LocalDate March = new(2019, 3, 18);
    private static readonly LocalDate October = new(2019, 10, 1);

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Languages_are_read_as_words_letters_and_codes(Database kind)
    {
        await using var db = await Importing.WithBranches(kind);

        await ReportFiles.ImportAsync(db, "languages.csv");

        Assert.Equal(["nl", "fr", "en", "nl", "fr", "nl", "nl", "fr"], (await ReportFiles.PeopleAsync(db)).Select(p => p.Language));
    }

    [Theory]
    [InlineData("D", "W_LANGUAGE_NOT_OFFERED")]
    [InlineData("DE", "W_LANGUAGE_NOT_OFFERED")]
    [InlineData("de_BE", "W_LANGUAGE_NOT_OFFERED")]
    [InlineData("Duits", "W_LANGUAGE_NOT_OFFERED")]
    [InlineData("Klingon", "W_LANGUAGE_UNKNOWN")]
    [InlineData("-", "")]
    [InlineData("2067", "")]
    [InlineData("NÉERLANDAIS", "")]
    public void A_language_that_is_not_spoken_or_not_known_gets_a_remark(string language, string codes)
    {
        var row = PeopleFile.Open(Files.Of($"Stamnummer;Naam;E-mail;Vestiging;Taal\nA1;Noor Claes;a@x.be;Gent;{language}\n")).Rows(Files.Context).Single();

        Assert.Equal(codes, string.Join(' ', ImportCodeNames.Of(row.Codes)));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Who_left_is_not_taken_over_and_who_was_known_leaves(Database kind)
    {
        await using var db = await Importing.WithBranches(kind);

        var fresh = await ReportFiles.ImportAsync(db, "leavers_hr.csv");
        Assert.Equal((2, 1, 0), (fresh.Created, fresh.LeftOut, fresh.Leaving));
        Assert.Equal(["Ans Vos", "Sam Smit"], (await ReportFiles.PeopleAsync(db)).Select(p => p.Name));

        await Importing.Of(db, "Personeelsnummer;Naam;Filiaal\nB2;Piet Kok;Gent\n");
        var known = await ReportFiles.ImportAsync(db, "leavers_hr.csv");
        Assert.Equal((0, 0, 1), (known.Updated, known.LeftOut, known.Leaving));
        Assert.Contains(new ImportedRow(3, RowOutcome.Leaves, ImportCodes.Left), known.Rows);
        Assert.Equal(["Ans Vos", "Sam Smit"], (await ReportFiles.PeopleAsync(db)).Where(p => p.Active).Select(p => p.Name));
        Assert.Equal(3, (await ReportFiles.PeopleAsync(db)).Count);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Guests_and_closed_accounts_are_left_out_and_the_mail_column_wins(Database kind)
    {
        await using var db = await Importing.WithBranches(kind);

        var result = await ReportFiles.ImportAsync(db, "entra_guests_and_closed.csv");

        Assert.Equal([ImportCodes.None, ImportCodes.KickOffGuest, ImportCodes.AccountClosed], result.Rows.Select(r => r.Codes));
        var jan = Assert.Single(await ReportFiles.PeopleAsync(db));
        Assert.Equal(("jan.peeters@w.example", "+32470112233", "nl", "Techniek"), (jan.Email, jan.MobileKey, jan.Language, jan.Department));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_directory_of_2021_is_read_with_its_guest_and_its_closed_account_left_out(Database kind)
    {
        await using var db = await Importing.WithBranches(kind);

        var result = await ReportFiles.ImportAsync(db, "entra_exportUsers_2021plus.csv");

        Assert.Equal([ImportCodes.None, ImportCodes.KickOffGuest, ImportCodes.AccountClosed], result.Rows.Select(r => r.Codes));
        Assert.Equal("jan.vandenberg@voorbeeld.be", Assert.Single(await ReportFiles.PeopleAsync(db)).Email);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Days_are_read_in_all_the_ways_they_are_written(Database kind)
    {
        await using var db = await Importing.WithBranches(kind);

        var result = await ReportFiles.ImportAsync(db, "dates.csv");

        var days = (await ReportFiles.PeopleAsync(db)).ToDictionary(p => p.PersonnelNumber!, p => p.StartedOn);
        Assert.Equal(March, days["G0"]);
        Assert.Null(days["G4"]);
        Assert.All(days.Where(d => d.Key is not ("G0" or "G4")), d => Assert.Equal(October, d.Value));
        Assert.Equal(ImportCodes.DateInvalid, result.Rows.Single(r => r.Line == 6).Codes);
    }

    [Fact]
    public void A_column_is_read_month_first_where_another_of_its_days_can_only_be_so()
    {
        var rows = Dated("08/09/2021", "10/31/2019", "", "8/19/2021 1:25:31 PM", "onbekend");

        Assert.Equal([new LocalDate(2021, 8, 9), new(2019, 10, 31), null, new(2021, 8, 19), null], rows.Select(r => r.Person!.Since));
        Assert.True(rows[0].Codes.HasFlag(ImportCodes.DateMonthFirst));
    }

    [Theory]
    [InlineData("08/09/2021", "31/10/2019", "2021-09-08")]
    [InlineData("08/09/2021", "01/10/2019", "2021-09-08")]
    [InlineData("08-09-2021", "10/31/2019", "2021-09-08")]
    [InlineData("08/09/2021", "2019-10-31", "2021-09-08")]
    public void A_column_is_read_day_first_otherwise(string day, string other, string expected) =>
        Assert.Equal(expected, NodaTime.Text.LocalDatePattern.Iso.Format(Dated(day, other)[0].Person!.Since!.Value));

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Addresses_are_freed_from_what_stands_around_them(Database kind)
    {
        await using var db = await Importing.WithBranches(kind);

        var result = await ReportFiles.ImportAsync(db, "addresses.csv");

        Assert.Equal(
            ["h0@w.example", "h11@w.example", "h3@w.example", "d'hondt4@w.example", "h5@w.example", "h6@w.example", "h8@w.example", "h9@w.example"],
            (await ReportFiles.PeopleAsync(db)).Select(p => p.Email));
        Assert.Equal([3, 4, 9, 12], result.Rows.Where(r => r.Outcome == RowOutcome.Rejected).Select(r => r.Line));
        Assert.All(result.Rows.Where(r => r.Outcome == RowOutcome.Rejected), r => Assert.True(r.Codes.HasFlag(ImportCodes.EmailInvalid)));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_family_name_that_stands_first_is_told_by_its_capitals(Database kind)
    {
        await using var db = await Importing.WithBranches(kind);

        await ReportFiles.ImportAsync(db, "full_name_be.csv");

        Assert.Equal([("Jan", "Van den Berghe"), ("Anne-Marie", "De Smet")], (await ReportFiles.PeopleAsync(db)).Select(p => (p.GivenName, p.FamilyName)));
    }

    [Theory]
    [InlineData(Database.Sqlite, "header_afas.csv", "100234|Kees van der Laan|kees.laan@w.example|+31612345678|Inkoper|Inkoop|2018-02-01|")]
    [InlineData(Database.Postgres, "header_afas.csv", "100234|Kees van der Laan|kees.laan@w.example|+31612345678|Inkoper|Inkoop|2018-02-01|")]
    [InlineData(Database.Sqlite, "header_french_cp1252.csv", "77|Zoé Lefèvre|zoe.lefevre@w.example|+32470556677||Achats|2020-02-03|fr")]
    [InlineData(Database.Postgres, "header_french_cp1252.csv", "77|Zoé Lefèvre|zoe.lefevre@w.example|+32470556677||Achats|2020-02-03|fr")]
    [InlineData(Database.Sqlite, "header_google.csv", "L1|Lea Kamp|lea.kamp@w.example|+32470123456|Verkoper|Sales||")]
    [InlineData(Database.Postgres, "header_google.csv", "L1|Lea Kamp|lea.kamp@w.example|+32470123456|Verkoper|Sales||")]
    [InlineData(Database.Sqlite, "header_odoo.csv", "|Bob Paars|bob.paars@w.example|+32470998877|Monteur|Techniek||")]
    [InlineData(Database.Postgres, "header_odoo.csv", "|Bob Paars|bob.paars@w.example|+32470998877|Monteur|Techniek||")]
    [InlineData(Database.Sqlite, "header_sdworx.csv", "88|Els Lenaerts|els.lenaerts@w.example|+32470112244||||nl")]
    [InlineData(Database.Postgres, "header_sdworx.csv", "88|Els Lenaerts|els.lenaerts@w.example|+32470112244||||nl")]
    public async Task Headers_of_personnel_software_are_known(Database kind, string file, string expected)
    {
        await using var db = await Importing.WithBranches(kind);

        await ReportFiles.ImportAsync(db, file);

        var p = Assert.Single(await ReportFiles.PeopleAsync(db));
        Assert.Equal(expected, string.Join('|', p.PersonnelNumber, p.Name, p.Email, p.MobileKey, p.JobTitle, p.Department, p.StartedOn is { } day ? NodaTime.Text.LocalDatePattern.Iso.Format(day) : "", p.Language));
        await using var context = db.CreateDbContext();
        Assert.Equal("Gent", await context.Branches.Where(b => b.Id == p.Branch).Select(b => b.Name).SingleAsync());
    }

    [Theory]
    [InlineData("header_google.csv", 3, ImportCodes.AccountClosed)]
    [InlineData("header_bamboo.csv", 2, ImportCodes.Left)]
    public async Task Who_is_suspended_or_terminated_is_left_out_with_the_reason(string file, int line, ImportCodes reason)
    {
        await using var db = await Importing.WithBranches(Database.Sqlite);

        Assert.Contains(new ImportedRow(line, RowOutcome.LeftOut, reason), (await ReportFiles.ImportAsync(db, file)).Rows);
    }

    private static List<PersonRow> Dated(params string[] days) => [.. PeopleFile.Open(Files.Of(
        "Personeelsnummer;Naam;E-mail;Vestiging;Startdatum\n" + string.Concat(days.Select((day, i) => $"G{i};Jan Maes;g{i}@x.be;Gent;{day}\n")))).Rows(Files.Context)];
}
