using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Launches;
using Rollout.Testing;

namespace Rollout.App.Tests.Identity;

/// <summary>The role cache is never out of date: whatever was written, by whatever process, is seen by the next lookup.</summary>
public sealed class UserRoleLookupTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_role_given_or_taken_elsewhere_is_seen_at_the_next_question(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var (branch, today) = (A.Branch(), A.Monday.InZone(A.Brussels).Date);
        var (person, director) = (A.Person(of: branch), A.Director(of: branch));
        database.Given(branch, person, director);
        var actors = Remembering(database);
        async Task<Domain.Access.CurrentUser> Ask() => (await actors.FindAsync(person.Id, proven: true, default))!;
        Assert.False((await Ask()).IsLead);

        await using var elsewhere = database.CreateDbContext();
        await elsewhere.People.ExecuteUpdateAsync(set => set.SetProperty(p => p.IsLead, true));
        Assert.True((await Ask()).IsLead);

        await elsewhere.Branches.ExecuteUpdateAsync(set => set.SetProperty(b => b.Director, person.Id).SetProperty(b => b.Name, "Aalst"));
        Assert.Equal((true, "Aalst"), ((await Ask()).IsDirector, (await Ask()).BranchName));

        database.Given(Ambassador.Appoint(person.Id, 10, today, today.PlusDays(30), "JAN-7K3M", A.Today, A.Monday));
        Assert.True((await Ask()).IsAmbassador);

        database.Given(Deputy.Name(branch.Id, person, today, today.PlusDays(3), today, A.Acting(director, branch), A.Monday));
        Assert.Single((await Ask()).StandsInFor);

        await elsewhere.People.ExecuteUpdateAsync(set => set.SetProperty(p => p.Active, false));
        Assert.Null(await actors.FindAsync(person.Id, proven: true, default));
    }

    [Fact]
    public async Task Who_did_not_prove_it_never_gets_what_was_remembered_of_who_did()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var branch = A.Branch();
        var lead = A.Lead(of: branch);
        database.Given(branch, lead);
        var actors = Remembering(database);

        Assert.True((await actors.FindAsync(lead.Id, proven: true, default))!.IsLead);
        Assert.False((await actors.FindAsync(lead.Id, proven: false, default))!.IsLead);
    }

    [Fact]
    public async Task While_nothing_is_written_the_database_is_not_asked_again()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var branch = A.Branch();
        var person = A.Person(of: branch);
        database.Given(branch, person);
        var opened = new Counted(database);
        var actors = new UserRoleLookup(opened, database.Marks, new MemoryCache(new MemoryCacheOptions()));

        for (var i = 0; i < 3; i++)
        {
            Assert.NotNull(await actors.FindAsync(person.Id, proven: true, default));
        }

        Assert.Equal(1, opened.Times);
    }

    private static UserRoleLookup Remembering(TestDatabase database) => new(database, database.Marks, new MemoryCache(new MemoryCacheOptions()));

    private sealed class Counted(TestDatabase database) : IDbContextFactory<RolloutDb>
    {
        public int Times { get; private set; }

        public RolloutDb CreateDbContext()
        {
            Times++;
            return database.CreateDbContext();
        }
    }
}
