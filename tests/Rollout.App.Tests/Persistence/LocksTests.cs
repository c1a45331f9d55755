using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Npgsql;
using Rollout.App.Persistence;
using Rollout.Domain.Launches;
using Rollout.Testing;

namespace Rollout.App.Tests.Persistence;

public sealed class LocksTests
{
    [Fact]
    public async Task On_PostgreSQL_each_lock_keeps_another_transaction_waiting_until_this_one_ends()
    {
        using var database = TestDatabase.On(Database.Postgres);
        var (branch, topic) = (A.Branch(), AnInfosession.Topic());
        var person = A.Lead(branch);
        var session = AnInfosession.Of(topic, branch, person);
        var wave = Wave.Plan("Wave 1", new LocalDateTime(2026, 12, 7, 9, 0), A.Brussels, [branch.Id], [new PlannedCheck("Posters", CheckWeight.Must, 3)], A.Acting(person, branch), A.Monday);
        database.Given(A.Rollout(), branch, person, topic, session, wave);
        Func<RolloutDb, Task>[] locks =
        [
            db => db.AcquireLockAsync("planning", default), db => db.LockRolloutAsync(default), db => db.LockPersonAsync(person.Id, default), db => db.LockInfosessionsAsync([session.Id], default),
            db => db.LockAsync(session.Id, default), db => db.LockAsync(topic.Id, default), db => db.LockWaveAsync(wave.Id, default),
        ];
        foreach (var take in locks)
        {
            await using var first = database.CreateDbContext();
            await using var transaction = await first.Database.BeginTransactionAsync();
            await take(first);

            Assert.Equal(PostgresErrorCodes.LockNotAvailable, (await Assert.ThrowsAsync<PostgresException>(() => AtOnceAsync(database, take))).SqlState);
            await transaction.CommitAsync();
            await AtOnceAsync(database, take);
        }
    }

    [Fact]
    public async Task On_SQLite_a_transaction_keeps_other_writers_waiting_from_its_beginning()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        await using var first = database.CreateDbContext();
        await using var transaction = await first.Database.BeginTransactionAsync();
        await using var second = database.CreateDbContext();
        ((SqliteConnection)second.Database.GetDbConnection()).DefaultTimeout = 1;

        Assert.Equal(5, (await Assert.ThrowsAsync<SqliteException>(() => second.Database.BeginTransactionAsync())).SqliteErrorCode);
    }

    private static async Task AtOnceAsync(TestDatabase database, Func<RolloutDb, Task> take)
    {
        await using var db = database.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Database.ExecuteSqlAsync($"SET LOCAL lock_timeout = '1ms'");
        await take(db);
    }
}
