using System.Net;
using Microsoft.EntityFrameworkCore;
using Rollout.App.Persistence;
using Rollout.Testing;

namespace Rollout.App.Tests.Persistence;

public sealed class DatabaseSchemaTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task What_the_migrations_make_is_what_the_model_says(Database kind)
    {
        using var database = TestDatabase.On(kind);

        var status = await new DatabaseSchema(database).CompareAsync();

        Assert.Empty(status.Differences);
        Assert.True(status.IsCurrent);
    }

    [Theory]
    [InlineData(Database.Sqlite, "DROP TABLE tips", SchemaDifferenceKind.MissingTable, "tips")]
    [InlineData(Database.Postgres, "DROP TABLE tips", SchemaDifferenceKind.MissingTable, "tips")]
    [InlineData(Database.Sqlite, "ALTER TABLE people DROP COLUMN department", SchemaDifferenceKind.MissingColumn, "people.department")]
    [InlineData(Database.Postgres, "ALTER TABLE people DROP COLUMN department", SchemaDifferenceKind.MissingColumn, "people.department")]
    [InlineData(Database.Sqlite, "ALTER TABLE people ADD COLUMN shoe_size integer", SchemaDifferenceKind.UnknownColumn, "people.shoe_size")]
    [InlineData(Database.Postgres, "ALTER TABLE people ADD COLUMN shoe_size integer", SchemaDifferenceKind.UnknownColumn, "people.shoe_size")]
    [InlineData(Database.Postgres, "ALTER TABLE people ALTER COLUMN department DROP NOT NULL", SchemaDifferenceKind.OtherColumn, "people.department")]
    [InlineData(Database.Postgres, "ALTER TABLE people ALTER COLUMN department TYPE text", SchemaDifferenceKind.OtherColumn, "people.department")]
    [InlineData(Database.Sqlite, "DROP INDEX ix_people_email", SchemaDifferenceKind.MissingIndex, "people.ix_people_email")]
    [InlineData(Database.Postgres, "DROP INDEX ix_people_email", SchemaDifferenceKind.MissingIndex, "people.ix_people_email")]
    [InlineData(Database.Sqlite, "DROP INDEX ix_people_email; CREATE INDEX ix_people_email ON people (email)", SchemaDifferenceKind.OtherIndex, "people.ix_people_email")]
    [InlineData(Database.Postgres, "DROP INDEX ix_people_email; CREATE INDEX ix_people_email ON people (email)", SchemaDifferenceKind.OtherIndex, "people.ix_people_email")]
    public async Task What_was_changed_behind_the_back_of_the_migrations_is_named(Database kind, string sql, SchemaDifferenceKind difference, string name)
    {
        using var database = TestDatabase.On(kind);
        await ExecuteAsync(database, sql);

        var found = Assert.Single((await new DatabaseSchema(database).CompareAsync()).Differences);

        Assert.Equal((difference, name), (found.Kind, found.Name));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_column_that_is_missing_makes_readiness_red_and_the_check_says_which(Database kind)
    {
        using var database = TestDatabase.On(kind);
        database.Given(A.Rollout());
        await using var app = await RunningApp.StartAsync(database);
        Assert.Equal(HttpStatusCode.OK, (await app.Visitor().GetAsync("/health/ready")).Status);

        await ExecuteAsync(database, "ALTER TABLE people DROP COLUMN department");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await app.Visitor().GetAsync("/health/ready")).Status);
        var (exit, output) = await RolloutProgram.RunAsync(database, ["check"]);
        Assert.Equal(1, exit);
        Assert.Contains("FAIL  Tables: Are not as this version needs them: column people.department is missing.", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite, "migrate")]
    [InlineData(Database.Postgres, "migrate")]
    [InlineData(Database.Sqlite, "serve")]
    [InlineData(Database.Postgres, "serve")]
    public async Task An_older_program_does_not_start_on_the_database_of_a_newer_one(Database kind, string command)
    {
        using var database = TestDatabase.On(kind);
        await ExecuteAsync(database, """INSERT INTO migrations ("MigrationId", "ProductVersion") VALUES ('20990101000000_Version990', '99.0.0')""");

        var (exit, output) = await RolloutProgram.RunAsync(database, [command, "--urls", "http://127.0.0.1:0"]);

        Assert.Equal(1, exit);
        Assert.StartsWith("This database was brought up to date by a newer version of Rollout than this one (0.2.0): it has 20990101000000_Version990.", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_program_under_which_a_newer_one_changed_the_database_is_no_longer_ready_and_the_check_says_why(Database kind)
    {
        using var database = TestDatabase.On(kind);
        await using var app = await RunningApp.StartAsync(database);

        await ExecuteAsync(database, """INSERT INTO migrations ("MigrationId", "ProductVersion") VALUES ('20990101000000_Version990', '99.0.0')""");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await app.Visitor().GetAsync("/health/ready")).Status);
        var (_, output) = await RolloutProgram.RunAsync(database, ["check"]);
        Assert.Contains("FAIL  Tables: Were changed by a newer version of Rollout (20990101000000_Version990).", output, StringComparison.Ordinal);
    }

    private static async Task ExecuteAsync(TestDatabase database, string sql)
    {
        await using var db = database.CreateDbContext();
        await db.Database.ExecuteSqlRawAsync(sql);
    }
}
