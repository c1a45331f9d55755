using Microsoft.EntityFrameworkCore;
using Rollout.App.Modules.Organisation.People;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Organisation.People;

public sealed class PeopleListTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task People_are_found_by_name_email_number_and_branch(Database kind)
    {
        await using var db = TestDatabase.On(kind);
        var (gent, utrecht) = (A.Branch("Gent"), A.Branch("Utrecht", "NL", "Europe/Amsterdam"));
        db.Given(gent, utrecht);
        var gone = A.Person(gent, "Jan van Weg");
        gone.Leave();
        db.Given(A.Person(gent, "Zoë D’Hondt", number: "E77"), A.Person(gent, "Jan van den Berg"), A.Person(utrecht, "Jan van den Berg", email: "jvdb@x.nl"), gone);

        async Task<string[]> Find(string? text, BranchId? branch = null, bool left = false) =>
            [.. (await new ListPeople(db).RunAsync(new PeopleFilter(text, branch, left, 1))).People.Select(p => $"{p.Name}, {p.Branch}")];

        Assert.Equal(["Zoë D’Hondt, Gent"], await Find("ZOË"));
        Assert.Equal(["Zoë D’Hondt, Gent"], await Find("e77"));
        Assert.Equal(["Jan van den Berg, Utrecht"], await Find("jvdb@x"));
        Assert.Equal(["Jan van den Berg, Utrecht"], await Find("berg jan", utrecht.Id));
        Assert.Equal(["Jan van Weg, Gent"], await Find(null, left: true));
        Assert.Empty(await Find("50%_"));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Every_search_box_finds_people_however_their_keys_are_written(Database kind)
    {
        await using var database = TestDatabase.On(kind);
        var (gent, lille) = (A.Branch("Gent"), A.Branch("Lille", "FR", "Europe/Paris"));
        database.Given(gent, lille);
        database.Given(
            Person.Employ(gent.Id, "Zoë", "", "D’Hondt-Maes", "000731", "zoe@voorbeeld.be", "0470 12 34 56", "BE"), Person.Employ(gent.Id, "Jan", "van den", "Berg", "E77", null, null, "BE"),
            Person.Employ(lille.Id, "François", "", "Lefèvre", "12345678", null, "06 12 34 56 78", "FR"));
        await using var db = database.CreateDbContext();

        foreach (var typed in new[] { "zoe", "ZOË", "dhondt", "d'hondt", "maes zoë", "731", "000731", "0470 12 34 56", "0470123456", "+32 (0)470/12.34.56", "0032470123456", "+32470123456", "zoe@voor" })
        {
            Assert.Equal((typed, "Zoë D’Hondt-Maes"), (typed, await db.People.Matching(typed).Select(p => p.Name).SingleAsync()));
        }

        foreach (var typed in new[] { "van den Berg", "berg", "van", "e77", "Jan Berg" })
        {
            Assert.Equal((typed, "Jan van den Berg"), (typed, await db.People.Matching(typed).Select(p => p.Name).SingleAsync()));
        }

        foreach (var typed in new[] { "francois lefevre", "Lefèvre", "0612345678", "+33 6 12 34 56 78", "12345678" })
        {
            Assert.Equal((typed, "François Lefèvre"), (typed, await db.People.Matching(typed).Select(p => p.Name).SingleAsync()));
        }

        Assert.Equal((3, 0, 0), (await db.People.Matching("  ").CountAsync(), await db.People.Matching("%").CountAsync(), await db.People.Matching("0470 99 99 99").CountAsync()));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Names_stand_where_their_country_looks_for_them(Database kind)
    {
        await using var db = TestDatabase.On(kind);
        var (gent, utrecht) = (A.Branch("Gent"), A.Branch("Utrecht", "NL", "Europe/Amsterdam"));
        db.Given(gent, utrecht);
        db.Given(A.Person(gent, "An van den Berg"), A.Person(gent, "Bo Claes"), A.Person(utrecht, "Cas van den Berg"), A.Person(utrecht, "Daan Visser"));

        var people = await new ListPeople(db).RunAsync(new PeopleFilter(null, null, false, 1));

        Assert.Equal(["Cas van den Berg", "Bo Claes", "An van den Berg", "Daan Visser"], people.People.Select(p => p.Name));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_long_list_comes_in_pages_and_a_page_past_the_last_is_the_last(Database kind)
    {
        await using var db = TestDatabase.On(kind);
        var gent = A.Branch();
        db.Given(gent);
        db.Given([.. Enumerable.Range(0, 120).Select(object (i) => A.Person(gent, $"Jan Nummer{i:000}"))]);

        var second = await new ListPeople(db).RunAsync(new PeopleFilter(null, null, false, 2));
        var last = await new ListPeople(db).RunAsync(new PeopleFilter(null, null, false, 99));

        Assert.Equal(("Jan Nummer025", 120, 5), (second.People[0].Name, second.Found, second.Pages));
        Assert.Equal((5, 20), (last.Page, last.People.Count));
    }
}
