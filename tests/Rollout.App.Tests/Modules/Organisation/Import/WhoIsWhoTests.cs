using Microsoft.EntityFrameworkCore;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Shared.DelimitedText;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Organisation.Import;

/// <summary>Which stored person a row is about, and whose an e-mail address is.</summary>
public sealed class WhoIsWhoTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task An_email_of_another_stored_person_is_refused(Database kind)
    {
        await using var db = await Importing.WithBranches(kind);
        await Importing.Of(db, Files.Header + "1;Jan;;Maes;jan@x.be;;Gent;;;\r\n");

        var result = await Importing.Of(db, Files.Header + "2;Piet;;Maes;JAN@x.be;;Gent;;;\r\n");

        Assert.Equal([new ImportedRow(2, RowOutcome.Rejected, ImportCodes.EmailOfOtherPerson)], result.Rows);
        Assert.Equal(1, await Importing.Count(db));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Two_people_may_exchange_their_emails_in_one_file(Database kind)
    {
        await using var db = await Importing.WithBranches(kind);
        await Importing.Of(db, Files.Header + "1;Jan;;Maes;jan@x.be;;Gent;;;\r\n2;Piet;;Maes;piet@x.be;;Gent;;;\r\n");

        var result = await Importing.Of(db, Files.Header + "1;Jan;;Maes;piet@x.be;;Gent;;;\r\n2;Piet;;Maes;jan@x.be;;Gent;;;\r\n");

        Assert.Equal(2, result.Merged);
        await using var context = db.CreateDbContext();
        Assert.Equal(["piet@x.be", "jan@x.be"], await context.People.OrderBy(p => p.PersonnelKey).Select(p => p.Email).ToListAsync());
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_chain_of_exchanges_is_refused_as_far_as_it_breaks(Database kind)
    {
        await using var db = await Importing.WithBranches(kind);
        await Importing.Of(db, Files.Header + "1;A;;A;a@x.be;;Gent;;;\r\n2;B;;B;b@x.be;;Gent;;;\r\n3;C;;C;c@x.be;;Gent;;;\r\n");

        // 1 wants what 2 gives up, 2 wants what 3 keeps: neither can have it.
        var result = await Importing.Of(db, Files.Header + "1;A;;A;b@x.be;;Gent;;;\r\n2;B;;B;c@x.be;;Gent;;;\r\n");

        Assert.All(result.Rows, row => Assert.Equal(ImportCodes.EmailOfOtherPerson, row.Codes));
        await using var context = db.CreateDbContext();
        Assert.Equal(["a@x.be", "b@x.be", "c@x.be"], await context.People.OrderBy(p => p.PersonnelKey).Select(p => p.Email).ToListAsync());
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task An_address_that_was_given_up_in_vain_is_still_its_owners(Database kind)
    {
        await using var db = await Importing.WithBranches(kind);
        await Importing.Of(db, Files.Header + "9;Z;;Z;c@x.be;;Gent;;;\r\n");

        // 1 gives up a@ for c@, which 9 keeps; so a@ still belongs to 1, and 2 cannot have it.
        var result = await Importing.Of(db, Files.Header + "1;A;;A;a@x.be;;Gent;;;\r\n1;A;;A;c@x.be;;Gent;;;\r\n2;B;;B;a@x.be;;Gent;;;\r\n");

        Assert.Equal([RowOutcome.Created, RowOutcome.Rejected, RowOutcome.Rejected], result.Rows.Select(row => row.Outcome));
        Assert.All(result.Rows.Skip(1), row => Assert.Equal(ImportCodes.EmailOfOtherPerson, row.Codes));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Someone_known_by_email_gets_the_number_that_comes_later(Database kind)
    {
        await using var db = await Importing.WithBranches(kind);
        await Importing.Of(db, Files.Header + ";Jan;;Maes;jan@x.be;;Gent;;;\r\n");

        var result = await Importing.Of(db, Files.Header + "7;Jan;;Maes;jan@x.be;;Gent;;;\r\n");
        var byEmail = await Importing.Of(db, Files.Header + ";Jan;;Maes;jan@x.be;;Gent;;;\r\n");

        Assert.Equal((1, 1), (result.Merged, byEmail.Merged));
        await using var context = db.CreateDbContext();
        Assert.Equal("7", (await context.People.SingleAsync()).PersonnelNumber);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_same_list_again_refuses_nothing_and_says_that_nothing_differs(Database kind)
    {
        await using var db = await Importing.WithBranches(kind);
        var list = Files.Header + "1;Jan;;Maes;info@x.be;;Gent;;;\r\n1;Jan;;Maes;jan@x.be;;Gent;;;\r\n2;Piet;;Smet;info@x.be;;Gent;;;\r\n;Fien;;Aerts;;0470112233;Gent;;;\r\n";

        var first = await Importing.Of(db, list);
        var again = await Importing.Of(db, list);

        Assert.Equal((3, 1, 0), (first.Created, first.Merged, first.Rejected));
        Assert.Equal((0, 0, 4, 0), (again.Created, again.Updated, again.Merged, again.Rejected));
        Assert.False(again.ChangesAnything);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_address_of_someone_who_left_or_leaves_by_the_file_is_free(Database kind)
    {
        await using var db = await Importing.WithBranches(kind);
        const string header = "Personeelsnummer;Naam;E-mail;Filiaal;Uit dienst\n";
        await Importing.Of(db, header + "1;Jan Maes;info@x.be;Gent;\n2;Els Bos;balie@x.be;Gent;\n");

        var leaves = await Importing.Of(db, header + "1;Jan Maes;info@x.be;Gent;31-10-2026\n3;Piet Smet;info@x.be;Gent;\n");
        await Importing.Of(db, header + "2;Els Bos;balie@x.be;Gent;31-10-2026\n");
        var left = await Importing.Of(db, header + "4;Bo Mol;balie@x.be;Gent;\n");

        Assert.Equal([RowOutcome.Leaves, RowOutcome.Created], leaves.Rows.Select(r => r.Outcome));
        Assert.Equal(RowOutcome.Created, Assert.Single(left.Rows).Outcome);
        await using var context = db.CreateDbContext();
        Assert.Equal([null, null, "info@x.be", "balie@x.be"], await context.People.OrderBy(p => p.PersonnelKey).Select(p => p.Email).ToListAsync());
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task An_earlier_contract_in_the_list_does_not_let_someone_leave(Database kind)
    {
        await using var db = await Importing.WithBranches(kind);
        const string header = "Personeelsnummer;Naam;E-mail;Filiaal;Uit dienst\n";
        foreach (var list in new[] { "1;Jan Maes;jan@x.be;Gent;\n1;Jan Maes;jan@x.be;Gent;31-10-2025\n", "1;Jan Maes;jan@x.be;Gent;31-10-2025\n1;Jan Maes;jan@x.be;Gent;\n" })
        {
            await Importing.Of(db, header + list);

            Assert.Equal((1, 1), (await Importing.Count(db), await Importing.Active(db)));
        }
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_number_and_an_address_that_come_later_join_whom_the_mobile_tells(Database kind)
    {
        await using var db = await Importing.WithBranches(kind);
        await Importing.Of(db, Files.Header + ";Fien;;Aerts;;0470 11 22 33;Gent;;;\r\n;Suze;;Baert;suze@x.be;;Gent;;;\r\n");

        var numbered = await Importing.Of(db, Files.Header + "7;Fien;;Aerts;fien@x.be;+32470112233;Gent;;;\r\n8;Suze;;Baert;suze@x.be;0471 22 33 44;Gent;;;\r\n");
        var mobiles = await Importing.Of(db, Files.Header + ";Fien;;Aerts;;0470112233;Gent;;;\r\n;Suze;;Baert;;0032471223344;Gent;;;\r\n;Piet;;Smet;;0470112233;Gent;;;\r\n");

        Assert.Equal((0, 2), (numbered.Created, numbered.Merged));
        Assert.Equal((1, 2), (mobiles.Created, mobiles.Merged)); // Piet shares a telephone with Fien, and is not Fien
        await using var context = db.CreateDbContext();
        Assert.Equal(["7 fien@x.be +32470112233", "8 suze@x.be +32471223344"], await context.People.Where(p => p.PersonnelKey != null).OrderBy(p => p.PersonnelKey)
            .Select(p => p.PersonnelNumber + " " + p.Email + " " + p.MobileKey).ToListAsync());
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Rows_that_turn_out_to_be_one_person_are_one_whatever_their_order(Database kind)
    {
        string[] rows = [";Fien;;Aerts;;0470112233;Gent;;;", "7;Fien;;Aerts;;;Gent;;;", ";Fien;;Aerts;fien@x.be;;Gent;;;", "7;Fien;;Aerts;fien@x.be;0470112233;Gent;;;"];
        foreach (var order in new int[][] { [0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2], [2, 0, 3, 1] })
        {
            await using var db = await Importing.WithBranches(kind);

            await Importing.Of(db, Files.Header + string.Concat(order.Select(i => rows[i] + "\r\n")));

            await using var context = db.CreateDbContext();
            var fien = await context.People.SingleAsync();
            Assert.Equal(("7", "fien@x.be"), (fien.PersonnelNumber, fien.Email));
        }
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Many_who_left_by_the_file_need_a_second_yes_and_a_lead_never_leaves_by_it(Database kind)
    {
        await using var db = await Importing.WithBranches(kind);
        var names = Enumerable.Range(1, 30).Select(i => $"{i};Jan Nr{i};p{i}@x.be;Gent;").ToList();
        const string header = "Personeelsnummer;Naam;E-mail;Filiaal;Uit dienst\n";
        await Importing.Of(db, header + string.Join('\n', names));
        await using (var context = db.CreateDbContext())
        {
            (await context.People.SingleAsync(p => p.PersonnelKey == "1")).Lead();
            await context.SaveChangesAsync();
        }

        var gone = header + string.Join('\n', names.Take(12).Select(n => n + "31-10-2026"));
        Assert.True((await Importing.Of(db, gone, preview: true)).ManyLeave);
        await Refused.ByAsync(ImportRules.ManyLeavingNeedsConfirming, () => Importing.Of(db, gone));
        await using (var stream = Files.Of(gone))
        {
            var sure = await Importing.People(db).RunAsync(stream, preview: false, manyMayLeave: true);
            Assert.Equal(11, sure.Leaving);
            Assert.Equal(new ImportedRow(2, RowOutcome.LeftOut, ImportCodes.Left | ImportCodes.LeadStays), sure.Rows[0]);
        }

        Assert.Equal(19, await Importing.Active(db));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task One_stored_person_told_of_twice_by_number_and_by_email_stays_one(Database kind)
    {
        await using var db = await Importing.WithBranches(kind);
        await Importing.Of(db, Files.Header + "7;Jan;;Maes;jan@x.be;;Gent;;;\r\n");

        var result = await Importing.Of(db, Files.Header + "7;Jan;;Maes;;;Gent;eerst;;\r\n;Jan;;Maes;jan@x.be;;Gent;laatst;;\r\n");

        Assert.Equal(2, result.Merged);
        await using var context = db.CreateDbContext();
        var jan = await context.People.SingleAsync();
        Assert.Equal(("7", "jan@x.be", "laatst"), (jan.PersonnelNumber, jan.Email, jan.JobTitle));
    }
}
