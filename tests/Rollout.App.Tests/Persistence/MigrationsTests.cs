using Microsoft.EntityFrameworkCore;
using Rollout.Testing;

namespace Rollout.App.Tests.Persistence;

public sealed class MigrationsTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public void The_migrations_say_what_the_model_says(Database kind)
    {
        using var database = TestDatabase.On(kind);
        using var db = database.CreateDbContext();

        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public void What_goes_in_comes_out(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var branch = A.Branch();
        var person = A.Person(branch);
        database.Given(A.Rollout(), branch, person);

        using var db = database.CreateDbContext();
        Assert.Equal("Jan van den Berg", db.People.Single(p => p.Id == person.Id).Name);
        Assert.Equal("Europe/Brussels", db.Branches.Single().Zone.Id);
        Assert.Equal(A.Monday, db.Rollouts.Single().CreatedAt);
    }
}
