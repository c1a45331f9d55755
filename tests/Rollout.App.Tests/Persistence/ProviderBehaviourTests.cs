using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Rollout.App.Persistence;
using Rollout.Testing;

namespace Rollout.App.Tests.Persistence;

/// <summary>What EF Core and its providers do that one would not guess, and that the code relies on. Where one fails, a new version behaves differently: docs/libraries.md says what depends on it.</summary>
public sealed class ProviderBehaviourTests
{
    private const int MoreThanSqliteHasParameters = 40_000;

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_list_longer_than_the_parameters_of_SQLite_is_sent_as_one(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var branch = A.Branch();
        database.Given(branch, A.Person(branch, "Bas van Loon"));
        await using var db = database.CreateDbContext();
        string?[] emails = [.. Enumerable.Range(0, MoreThanSqliteHasParameters).Select(i => $"nobody{i}@voorbeeld.be"), await db.People.Select(p => p.Email).SingleAsync()];

        Assert.Equal(1, await db.People.CountAsync(p => EF.Parameter(emails).Contains(p.Email)));
        if (kind == Database.Sqlite)
        {
            await Assert.ThrowsAsync<SqliteException>(() => db.People.CountAsync(p => emails.Contains(p.Email)));
        }
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task On_PostgreSQL_a_transaction_in_which_a_statement_failed_commits_nothing_unless_it_went_back_to_a_savepoint(bool savepoint, int kept)
    {
        using var database = TestDatabase.On(Database.Postgres);
        var (branch, other) = (A.Branch("Gent"), A.Branch("Breda"));
        database.Given(branch, other);
        await using var db = database.CreateDbContext();
        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            await db.Branches.Where(b => b.Id == branch.Id).ExecuteUpdateAsync(b => b.SetProperty(x => x.Name, "Brugge"));
            await transaction.CreateSavepointAsync("before");
            var twice = await Assert.ThrowsAsync<PostgresException>(() => db.Database.ExecuteSqlAsync($"UPDATE branches SET code = (SELECT code FROM branches WHERE id = {other.Id.Value})"));
            Assert.Equal(PostgresErrorCodes.UniqueViolation, twice.SqlState);
            if (savepoint)
            {
                await transaction.RollbackToSavepointAsync("before");
            }

            await transaction.CommitAsync(); // says nothing in either case
        }

        Assert.Equal(kept, await db.Branches.CountAsync(b => b.Name == "Brugge"));
    }

    [Fact]
    public async Task On_PostgreSQL_a_query_prepared_before_another_process_added_a_column_still_runs()
    {
        using var database = TestDatabase.On(Database.Postgres);
        database.Given(A.Branch());
        await using var db = database.CreateDbContext();
        for (var times = 0; times < 6; times++) // prepared after five
        {
            await db.Branches.AsNoTracking().SingleAsync();
        }

        await using (var newer = database.CreateDbContext())
        {
            await newer.Database.ExecuteSqlAsync($"ALTER TABLE branches ADD COLUMN added text NULL");
        }

        // Only a statement that says * fails once, and there is none.
        Assert.NotNull(await db.Branches.AsNoTracking().SingleAsync());
    }

    [Fact]
    public async Task A_named_lock_is_free_again_for_the_next_user_of_the_same_connection()
    {
        using var database = TestDatabase.On(Database.Postgres);
        await using (var db = database.CreateDbContext())
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.AcquireLockAsync("planning", default);
        }

        await using var next = database.CreateDbContext();
        Assert.Equal(0, await next.Database.SqlQuery<int>($"""SELECT count(*)::int AS "Value" FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())""").SingleAsync());
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public void Neither_a_duration_nor_another_type_that_the_databases_keep_differently_has_a_column(Database kind)
    {
        using var database = TestDatabase.On(kind);
        using var db = database.CreateDbContext();
        Type[] kept = [typeof(string), typeof(int), typeof(long), typeof(bool), typeof(double), typeof(Guid), typeof(byte[])];

        // A Duration of a day becomes the interval '1 day'; SQLite neither compares nor sorts decimal, TimeSpan and DateTimeOffset.
        Assert.Empty(db.Model.GetEntityTypes().SelectMany(e => e.GetFlattenedProperties())
            .Where(p => Nullable.GetUnderlyingType(Stored(p)) is var inner && !kept.Contains(inner ?? Stored(p)))
            .Select(p => $"{p.DeclaringType.DisplayName()}.{p.Name}: {Stored(p).Name}"));
    }

    private static Type Stored(Microsoft.EntityFrameworkCore.Metadata.IProperty property) => property.GetTypeMapping().Converter?.ProviderClrType ?? property.ClrType;
}
