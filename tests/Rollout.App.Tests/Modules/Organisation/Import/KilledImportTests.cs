using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Ambassadors.Profiles;
using Rollout.App.Shared.DelimitedText;
using Rollout.App.Tests.Modules.Ambassadors;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Organisation.Import;

/// <summary>The real program, killed in the middle of an import of profiles.</summary>
public sealed class KilledImportTests
{
    // Inserting a credit hangs, so that the process is killed with evidence and people already written in the transaction.
    private const string HangOnSqlite =
        "CREATE TRIGGER hang BEFORE INSERT ON credits BEGIN SELECT count(*) FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n LIMIT 100000000000); END";

    private const string HangOnPostgres =
        "CREATE FUNCTION hang() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(600); RETURN NEW; END'; CREATE TRIGGER hang BEFORE INSERT ON credits FOR EACH ROW EXECUTE FUNCTION hang()";

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Killed_in_the_middle_nothing_is_half_and_the_next_import_does_it_all(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        the.Clock.Now = Instant.FromUtc(2026, 11, 9, 9, 0); // the killed program uses the system clock, which is later
        await the.AcceptAsync(the.Sanne.Code, the.Bas);
        var file = Path.Combine(the.Database.Folder, "profiles.csv");
        await File.WriteAllTextAsync(file, $"email;since\n{the.Bas.Email};2026-11-10\n");
        await ExecuteAsync(the, kind == Database.Sqlite ? HangOnSqlite : HangOnPostgres);

        using (var process = Start(the.Database, file))
        {
            try
            {
                await UntilItHangsAsync(the, process);
            }
            finally
            {
                process.Kill();
                await process.WaitForExitAsync();
            }
        }

        await ExecuteAsync(the, kind == Database.Sqlite ? "DROP TRIGGER hang" : "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database(); DROP TRIGGER hang ON credits");
        await using var db = the.Database.CreateDbContext();
        Assert.Equal((0, 0, 0), (await db.Credits.CountAsync(), await db.ProfileEvidence.CountAsync(), await db.People.CountAsync(p => p.ProfileCompleteSince != null)));

        var result = await new ImportProfiles(the.Database, new StoppedClock(A.Monday)).RunAsync(Files.Of(await File.ReadAllBytesAsync(file)), preview: false);
        Assert.Equal(new CreditSettlementResult(1, 0, 0), result.Credits);
        Assert.Equal((1, 1, 1), (await db.Credits.CountAsync(), await db.ProfileEvidence.CountAsync(), await db.People.CountAsync(p => p.ProfileCompleteSince != null)));
    }

    private static Process Start(TestDatabase database, string file)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "rollout.dll"), "import", "profiles", file, "--data", database.Folder]);
        if (database.Postgres is { } postgres)
        {
            start.Environment["ConnectionStrings__Rollout"] = postgres;
        }

        return Process.Start(start)!;
    }

    // PostgreSQL reports a sleeping statement; on SQLite someone else holds the write lock, and has done so for a while.
    private static async Task UntilItHangsAsync(TheAmbassadors the, Process process)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        TimeSpan? since = null;
        while (true)
        {
            process.Refresh();
            Assert.False(process.HasExited, "The import ended by itself.");
            if (the.Database.Kind == Database.Postgres ? await IsAsleepAsync(the) : IsHeld(the) && process.TotalProcessorTime - (since ??= process.TotalProcessorTime) > TimeSpan.FromMilliseconds(500))
            {
                return;
            }

            await Task.Delay(20, patience.Token);
        }
    }

    private static async Task<bool> IsAsleepAsync(TheAmbassadors the)
    {
        await using var db = the.Database.CreateDbContext();
        return await db.Database.SqlQuery<int>($"""SELECT count(*)::int AS "Value" FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()""").SingleAsync() > 0;
    }

    private static bool IsHeld(TheAmbassadors the)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(the.Database.Folder, "rollout.db")};Default Timeout=1;Pooling=False");
        connection.Open();
        try
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            return false;
        }
        catch (SqliteException busy) when (busy.SqliteErrorCode == 5)
        {
            return true;
        }
    }

    private static async Task ExecuteAsync(TheAmbassadors the, string sql)
    {
        await using var db = the.Database.CreateDbContext();
        await db.Database.ExecuteSqlRawAsync(sql);
    }
}
