using Microsoft.EntityFrameworkCore;
using Rollout.App.Modules.Organisation.Import;
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

        Assert.Equal([RowOutcome.Created, RowOutcome.Rejected, RowOutcome.Rejected], result.Rows.Select(row => row.Fate));
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
