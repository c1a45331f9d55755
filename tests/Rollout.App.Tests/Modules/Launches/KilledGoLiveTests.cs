using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Rollout.Domain.Launches;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Launches;

/// <summary>Going live in separate processes that are killed halfway.</summary>
public sealed class KilledGoLiveTests
{
    [Fact]
    public async Task Two_processes_at_once_take_a_wave_live_once()
    {
        using var company = new Company(Database.Postgres, branches: 50, colleagues: 4).Started();
        using var first = RolloutProcess.Start(company);
        using var second = RolloutProcess.Start(company);

        await UntilAsync(company, done => done.Announced);

        company.AssertLiveOnce(at: null);
    }

    [Fact]
    public async Task A_process_killed_in_the_middle_leaves_nothing_half_and_the_next_one_does_it()
    {
        using var company = new Company(Database.Postgres, branches: 50, colleagues: 4).Started();
        var last = company.Launch(49).Id.Value;
        await using (var hold = new NpgsqlConnection(company.Db.Postgres))
        {
            // A lock on one launch stops the first process in the middle of its transaction: the wave is live in it, the branches are not.
            await hold.OpenAsync();
            await using var transaction = await hold.BeginTransactionAsync();
            await using (var command = new NpgsqlCommand("SELECT 1 FROM launches WHERE id = $1 FOR UPDATE", hold, transaction) { Parameters = { new() { Value = last } } })
            {
                await command.ExecuteNonQueryAsync();
            }

            using var killed = RolloutProcess.Start(company);
            await WaitingForALockAsync(company);
            killed.Kill();
        }

        Assert.Equal(WaveState.Started, company.Found(0).Wave.State);
        Assert.All(company.Found(0).Wave.Launches, l => Assert.Equal(LaunchState.Planned, l.State));
        Assert.Empty(company.MailedAbout("you-are-live"));

        using var next = RolloutProcess.Start(company);
        await UntilAsync(company, done => done.Announced);
        company.AssertLiveOnce(at: null);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Processes_killed_again_and_again_while_the_news_goes_out_lose_nothing_and_repeat_nothing(Database kind)
    {
        using var company = new Company(kind, branches: 2, colleagues: 800).Started();
        foreach (var enough in new[] { 1, 900 })
        {
            using var killed = RolloutProcess.Start(company);
            await UntilAsync(company, done => done.News >= enough);
            killed.Kill();
        }

        using var last = RolloutProcess.Start(company);
        await UntilAsync(company, done => done.Announced);
        company.AssertLiveOnce(at: null);
    }

    private static async Task UntilAsync(Company company, Func<(bool Announced, int News), bool> done)
    {
        var patience = Stopwatch.StartNew();
        while (true)
        {
            await using (var db = company.Db.CreateDbContext())
            {
                var live = await db.Launches.AllAsync(l => l.AnnouncedAt != null);
                if (done((live, await db.Outbox.CountAsync(m => m.About == "live"))))
                {
                    return;
                }
            }

            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(3), "It does not go live.");
            await Task.Delay(20);
        }
    }

    private static async Task WaitingForALockAsync(Company company)
    {
        await using var look = new NpgsqlConnection(company.Db.Postgres);
        await look.OpenAsync();
        var patience = Stopwatch.StartNew();
        await using var command = new NpgsqlCommand("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query ILIKE '%launches%'", look);
        while ((long)(await command.ExecuteScalarAsync())! == 0)
        {
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(3), "The process does not come to the launches.");
            await Task.Delay(20);
        }
    }
}
