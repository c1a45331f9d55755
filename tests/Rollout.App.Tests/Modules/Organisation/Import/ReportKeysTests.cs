using Microsoft.EntityFrameworkCore;
using Rollout.App.Shared.DelimitedText;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Organisation.Import;

/// <summary>Who is who in the reports of personnel software: by number, mobile and address, however they are written.</summary>
public sealed class ReportKeysTests
{
    [Theory]
    [InlineData(Database.Sqlite, "keys_number_1.csv", "keys_number_2_zeros_lost.csv")]
    [InlineData(Database.Postgres, "keys_number_1.csv", "keys_number_2_zeros_lost.csv")]
    [InlineData(Database.Sqlite, "keys_number_2_zeros_lost.csv", "keys_number_1.csv")]
    [InlineData(Database.Postgres, "keys_number_2_zeros_lost.csv", "keys_number_1.csv")]
    public async Task A_number_that_lost_its_zeros_is_the_same_person_when_the_name_is_the_same(Database kind, string first, string second)
    {
        await using var db = await Importing.WithBranches(kind);

        await ReportFiles.ImportAsync(db, first);
        var again = await ReportFiles.ImportAsync(db, second);

        Assert.All(again.Rows, row => Assert.True(row.Codes.HasFlag(ImportCodes.NumberWithoutZeros)));
        Assert.Equal(["000731", "000732"], (await ReportFiles.PeopleAsync(db)).Select(p => p.PersonnelNumber));
        Assert.Equal(2, (await ReportFiles.ImportAsync(db, second)).Rows.Count(r => r.Outcome == RowOutcome.Same));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_number_that_lost_its_zeros_is_another_person_with_another_name(Database kind)
    {
        await using var db = await Importing.WithBranches(kind);
        await ReportFiles.ImportAsync(db, "keys_number_1.csv");

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
            await ReportFiles.ImportAsync(db, $"keys_mobile_{file}.csv");
        }

        Assert.Equal(["Fien Aerts", "Suze Baert"], (await ReportFiles.PeopleAsync(db)).Select(p => p.Name).Order());
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

        var result = await ReportFiles.ImportAsync(db, "shared_mailbox.csv");

        Assert.Equal(3, result.Created);
        Assert.All(result.Rows, row => Assert.Equal(ImportCodes.EmailShared, row.Codes));
        Assert.All(await ReportFiles.PeopleAsync(db), p => Assert.Equal((null, "winkel.gent@w.example"), (p.Email, p.SharedEmail)));
        Assert.Equal(3, (await ReportFiles.ImportAsync(db, "shared_mailbox.csv")).Rows.Count(r => r.Outcome == RowOutcome.Same));

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
        Assert.All(await ReportFiles.PeopleAsync(db), p => Assert.Equal((null, "winkel@w.example"), (p.Email, p.SharedEmail)));
    }

    [Theory]
    [InlineData(Database.Sqlite, "numbers_as_formula.csv", "000991 000992 000993")]
    [InlineData(Database.Postgres, "numbers_as_formula.csv", "000991 000992 000993")]
    [InlineData(Database.Sqlite, "numbers_as_decimals.csv", "1.236 1234 1235")]
    [InlineData(Database.Postgres, "numbers_as_decimals.csv", "1.236 1234 1235")]
    public async Task Numbers_are_what_they_were_before_the_spreadsheet(Database kind, string file, string numbers)
    {
        await using var db = await Importing.WithBranches(kind);

        await ReportFiles.ImportAsync(db, file);

        Assert.Equal(numbers, string.Join(' ', (await ReportFiles.PeopleAsync(db)).Select(p => p.PersonnelNumber)));
    }
}
