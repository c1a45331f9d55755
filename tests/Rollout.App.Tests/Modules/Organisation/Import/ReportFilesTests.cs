using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Organisation.Import;
using Rollout.App.Shared.DelimitedText;
using Rollout.Domain.People;
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

        await ImportAsync(db, "languages.csv");

        Assert.Equal(["nl", "fr", "en", "nl", "fr", "nl", "nl", "fr"], (await PeopleAsync(db)).Select(p => p.Language));
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

        var fresh = await ImportAsync(db, "leavers_hr.csv");
        Assert.Equal((2, 1, 0), (fresh.Created, fresh.LeftOut, fresh.Leaving));
        Assert.Equal(["Ans Vos", "Sam Smit"], (await PeopleAsync(db)).Select(p => p.Name));

        await Importing.Of(db, "Personeelsnummer;Naam;Filiaal\nB2;Piet Kok;Gent\n");
        var known = await ImportAsync(db, "leavers_hr.csv");
        Assert.Equal((0, 0, 1), (known.Updated, known.LeftOut, known.Leaving));
        Assert.Contains(new ImportedRow(3, RowOutcome.Leaves, ImportCodes.Left), known.Rows);
        Assert.Equal(["Ans Vos", "Sam Smit"], (await PeopleAsync(db)).Where(p => p.Active).Select(p => p.Name));
        Assert.Equal(3, (await PeopleAsync(db)).Count);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Guests_and_closed_accounts_are_left_out_and_the_mail_column_wins(Database kind)
    {
        await using var db = await Importing.WithBranches(kind);

        var result = await ImportAsync(db, "entra_guests_and_closed.csv");

        Assert.Equal([ImportCodes.None, ImportCodes.KickOffGuest, ImportCodes.AccountClosed], result.Rows.Select(r => r.Codes));
        var jan = Assert.Single(await PeopleAsync(db));
        Assert.Equal(("jan.peeters@w.example", "+32470112233", "nl", "Techniek"), (jan.Email, jan.MobileKey, jan.Language, jan.Department));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_directory_of_2021_is_read_with_its_guest_and_its_closed_account_left_out(Database kind)
    {
        await using var db = await Importing.WithBranches(kind);

        var result = await ImportAsync(db, "entra_exportUsers_2021plus.csv");

        Assert.Equal([ImportCodes.None, ImportCodes.KickOffGuest, ImportCodes.AccountClosed], result.Rows.Select(r => r.Codes));
        Assert.Equal("jan.vandenberg@voorbeeld.be", Assert.Single(await PeopleAsync(db)).Email);
    }

    [Theory]
    [InlineData(Database.Sqlite, "keys_number_1.csv", "keys_number_2_zeros_lost.csv")]
    [InlineData(Database.Postgres, "keys_number_1.csv", "keys_number_2_zeros_lost.csv")]
    [InlineData(Database.Sqlite, "keys_number_2_zeros_lost.csv", "keys_number_1.csv")]
    [InlineData(Database.Postgres, "keys_number_2_zeros_lost.csv", "keys_number_1.csv")]
    public async Task A_number_that_lost_its_zeros_is_the_same_person_when_the_name_is_the_same(Database kind, string first, string second)
    {
        await using var db = await Importing.WithBranches(kind);

        await ImportAsync(db, first);
        var again = await ImportAsync(db, second);

        Assert.All(again.Rows, row => Assert.True(row.Codes.HasFlag(ImportCodes.NumberWithoutZeros)));
        Assert.Equal(["000731", "000732"], (await PeopleAsync(db)).Select(p => p.PersonnelNumber));
        Assert.Equal(2, (await ImportAsync(db, second)).Rows.Count(r => r.Outcome == RowOutcome.Same));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_number_that_lost_its_zeros_is_another_person_with_another_name(Database kind)
    {
        await using var db = await Importing.WithBranches(kind);
        await ImportAsync(db, "keys_number_1.csv");

        var other = await Importing.Of(db, "Personeelsnummer;Voornaam;Achternaam;Vestiging\n731;Karel;Baas;Gent\n");

        Assert.Equal((1, 3), (other.Created, await Importing.Count(db)));
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task A_mobile_is_one_person_however_it_is_written_and_in_whatever_order_files_come(Database kind, string order)
    {
        await using var db = await Importing.WithBranches(kind);

        foreach (var file in order)
        {
            await ImportAsync(db, $"keys_mobile_{file}.csv");
        }

        Assert.Equal(["Fien Aerts", "Suze Baert"], (await PeopleAsync(db)).Select(p => p.Name).Order());
    }

    public static TheoryData<Database, string> Orders
    {
        get
        {
            var orders = new TheoryData<Database, string>();
            foreach (var kind in Enum.GetValues<Database>())
            {
                foreach (var order in new[] { "abcd", "dcba", "bdac", "cadb", "dabc" })
                {
                    orders.Add(kind, order);
                }
            }

            return orders;
        }
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_shared_mailbox_is_nobodys_address(Database kind)
    {
        await using var db = await Importing.WithBranches(kind);

        var result = await ImportAsync(db, "shared_mailbox.csv");

        Assert.Equal(3, result.Created);
        Assert.All(result.Rows, row => Assert.Equal(ImportCodes.EmailShared, row.Codes));
        Assert.All(await PeopleAsync(db), p => Assert.Equal((null, "winkel.gent@w.example"), (p.Email, p.SharedEmail)));
        Assert.Equal(3, (await ImportAsync(db, "shared_mailbox.csv")).Rows.Count(r => r.Outcome == RowOutcome.Same));

        var fourth = await Importing.Of(db, "Personeelsnummer;Naam;E-mail;Vestiging\nF4;Dirk Mol;winkel.gent@w.example;Gent\n");
        Assert.Equal([new ImportedRow(2, RowOutcome.Created, ImportCodes.EmailShared)], fourth.Rows);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task An_address_of_two_stays_the_first_ones_until_a_third_shows_that_it_is_shared(Database kind)
    {
        await using var db = await Importing.WithBranches(kind);
        const string header = "Personeelsnummer;Naam;E-mail;Vestiging\n";

        var two = await Importing.Of(db, header + "F1;Ali Demir;winkel@w.example;Gent\nF2;Bea Ros;winkel@w.example;Gent\n");
        var more = await Importing.Of(db, header + "F2;Bea Ros;winkel@w.example;Gent\nF3;Cas Tuin;winkel@w.example;Gent\n");

        Assert.Equal([RowOutcome.Created, RowOutcome.Rejected], two.Rows.Select(r => r.Outcome));
        Assert.All(more.Rows, row => Assert.Equal((RowOutcome.Created, ImportCodes.EmailShared), (row.Outcome, row.Codes)));
        Assert.All(await PeopleAsync(db), p => Assert.Equal((null, "winkel@w.example"), (p.Email, p.SharedEmail)));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Days_are_read_in_all_the_ways_they_are_written(Database kind)
    {
        await using var db = await Importing.WithBranches(kind);

        var result = await ImportAsync(db, "dates.csv");

        var days = (await PeopleAsync(db)).ToDictionary(p => p.PersonnelNumber!, p => p.StartedOn);
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

        var result = await ImportAsync(db, "addresses.csv");

        Assert.Equal(
            ["h0@w.example", "h11@w.example", "h3@w.example", "d'hondt4@w.example", "h5@w.example", "h6@w.example", "h8@w.example", "h9@w.example"],
            (await PeopleAsync(db)).Select(p => p.Email));
        Assert.Equal([3, 4, 9, 12], result.Rows.Where(r => r.Outcome == RowOutcome.Rejected).Select(r => r.Line));
        Assert.All(result.Rows.Where(r => r.Outcome == RowOutcome.Rejected), r => Assert.True(r.Codes.HasFlag(ImportCodes.EmailInvalid)));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_family_name_that_stands_first_is_told_by_its_capitals(Database kind)
    {
        await using var db = await Importing.WithBranches(kind);

        await ImportAsync(db, "full_name_be.csv");

        Assert.Equal([("Jan", "Van den Berghe"), ("Anne-Marie", "De Smet")], (await PeopleAsync(db)).Select(p => (p.GivenName, p.FamilyName)));
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

        await ImportAsync(db, file);

        var p = Assert.Single(await PeopleAsync(db));
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

        Assert.Contains(new ImportedRow(line, RowOutcome.LeftOut, reason), (await ImportAsync(db, file)).Rows);
    }

    [Theory]
    [InlineData(Database.Sqlite, "numbers_as_formula.csv", "000991 000992 000993")]
    [InlineData(Database.Postgres, "numbers_as_formula.csv", "000991 000992 000993")]
    [InlineData(Database.Sqlite, "numbers_as_decimals.csv", "1.236 1234 1235")]
    [InlineData(Database.Postgres, "numbers_as_decimals.csv", "1.236 1234 1235")]
    public async Task Numbers_are_what_they_were_before_the_spreadsheet(Database kind, string file, string numbers)
    {
        await using var db = await Importing.WithBranches(kind);

        await ImportAsync(db, file);

        Assert.Equal(numbers, string.Join(' ', (await PeopleAsync(db)).Select(p => p.PersonnelNumber)));
    }

    /// <summary>The preview, which must say what the import then does; the import again, which must find that nothing differs.</summary>
    private static async Task<ImportResult> ImportAsync(TestDatabase db, string name)
    {
        var preview = await Importing.Sample(db, "Reports/" + name, preview: true);
        var real = await Importing.Sample(db, "Reports/" + name);
        var again = await Importing.Sample(db, "Reports/" + name, preview: true);

        Assert.Equal(FileRefusal.None, real.Refusal);
        Assert.Equal(preview.Rows, real.Rows);
        Assert.False(again.ChangesAnything);
        Assert.Equal((real.Created + real.Merged, real.Rejected, real.LeftOut + real.Leaving), (again.Merged, again.Rejected, again.LeftOut));
        return real;
    }

    private static async Task<List<Person>> PeopleAsync(TestDatabase db)
    {
        await using var context = db.CreateDbContext();
        return [.. (await context.People.ToListAsync()).OrderBy(p => p.PersonnelNumber, StringComparer.Ordinal)];
    }

    private static List<PersonRow> Dated(params string[] days) => [.. PeopleFile.Open(Files.Of(
        "Personeelsnummer;Naam;E-mail;Vestiging;Startdatum\n" + string.Concat(days.Select((day, i) => $"G{i};Jan Maes;g{i}@x.be;Gent;{day}\n")))).Rows(Files.Context)];
}
