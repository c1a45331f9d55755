using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Persistence;

/// <summary>What people are matched, searched and sorted by keeps up with the rules and with the country of their branch.</summary>
public sealed class PersonKeysTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task People_stored_by_an_older_version_get_their_keys_at_the_start(Database kind)
    {
        await using var db = TestDatabase.On(kind);
        var gent = A.Branch();
        var zoe = Person.Employ(gent.Id, "Zoë", "van den", "Berg", "000731", null, "0470 11 22 33");
        db.Given(gent, zoe, Mobile("Fien", "0471 11 22 33"), Mobile("Suze", "+32472112233"));
        await using (var old = db.CreateDbContext())
        {
            await old.Database.ExecuteSqlRawAsync("UPDATE people SET keys_version = 0, mobile_key = NULL, bare_number = NULL, sort_name = '', search_name = 'zoë van den berg'");
            await old.Database.ExecuteSqlRawAsync("UPDATE people SET mobile = '+32471112233' WHERE given_name = 'Suze'");
        }

        await using (var start = db.CreateDbContext())
        {
            await RefreshPersonKeys.RunAsync(start);
        }

        await using var after = db.CreateDbContext();
        var person = await after.People.SingleAsync(p => p.Id == zoe.Id);
        Assert.Equal(("731", "+32470112233", "zoe van den berg", "van den berg\tzoe\t"), (person.BareNumber, person.MobileKey, person.SearchName, person.SortName));
        Assert.Equal(1, await after.People.CountAsync(p => p.MobileKey == "+32471112233"));
        Assert.All(await after.People.ToListAsync(), p => Assert.Equal(Person.CurrentKeys, p.KeysVersion));

        Person Mobile(string name, string mobile) => Person.Employ(gent.Id, name, "", "Aerts", null, null, mobile);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_branch_that_turns_out_to_be_in_another_country_takes_its_people_along(Database kind)
    {
        await using var db = TestDatabase.On(kind);
        var breda = A.Branch("Breda");
        db.Given(breda, Person.Employ(breda.Id, "Jan", "van den", "Berg", "1", null, "076 123 45 67", "BE"));

        await using (var context = db.CreateDbContext())
        {
            var branch = await context.Branches.SingleAsync();
            branch.MoveTo("NL", DateTimeZoneProviders.Tzdb["Europe/Amsterdam"]);
            await context.SaveChangesAsync();
        }

        await using var after = db.CreateDbContext();
        var jan = await after.People.SingleAsync();
        Assert.Equal(("+31761234567", "berg\tjan\tvan den"), (jan.MobileKey, jan.SortName));
    }
}
