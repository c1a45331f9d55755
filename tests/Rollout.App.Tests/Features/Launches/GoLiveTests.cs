using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Npgsql;
using Rollout.App.Features.Launches;
using Rollout.Domain.Launches;
using Rollout.Testing;

namespace Rollout.App.Tests.Features.Launches;

/// <summary>Going live happens once, whole, and is not lost: however many look, whenever they look, whoever is killed.</summary>
public sealed class GoLiveTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Fifty_branches_go_live_at_one_instant_and_once_however_many_look_at_the_same_time(Database kind)
    {
        using var company = new Company(kind, branches: 50, colleagues: 3).Started();
        company.Clock.Now = Company.MomentAt;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => company.GoLive.RunAsync())));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => company.Announce.RunAsync())));

        AssertLiveOnce(company, Company.MomentAt);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Before_its_moment_nothing_happens_and_late_is_better_than_never(Database kind)
    {
        using var company = new Company(kind).Started();
        company.Clock.Now = Company.MomentAt - Duration.FromMilliseconds(1);
        await company.GoLive.RunAsync();
        Assert.Equal(WaveState.Started, company.Found(0).Wave.State);

        company.Clock.Now = Company.MomentAt + Duration.FromMinutes(WaveTerms.Usual.LateMinutes);
        await company.GoLive.RunAsync();
        await company.Announce.RunAsync();

        AssertLiveOnce(company, company.Clock.Now);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_server_that_comes_back_after_the_window_holds_and_says_so_once(Database kind)
    {
        using var company = new Company(kind).Started();
        company.Clock.Now = Company.MomentAt + Duration.FromHours(5);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => company.GoLive.RunAsync())));

        Assert.Equal((WaveState.Held, null), (company.Found(0).Wave.State, company.Found(0).Wave.LiveAt));
        Assert.Equal(3, company.MailedAbout("wave-late").Count);
        Assert.Empty(company.MailedAbout("you-are-live"));
        await Refused.ByAsync(WaveRules.StartsBeforeItsMoment, () => new LiftHold(company.Db, company.As(company.Lead), company.Mails, company.Watch, company.Clock).RunAsync(company.Wave));
        await new TakeBackStart(company.Db, company.As(company.Lead), company.Mails, company.Clock).RunAsync(company.Wave);
        Assert.Equal(WaveState.Planned, company.Found(0).Wave.State);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_hold_stops_the_count_down_for_all_and_is_lifted_before_the_moment(Database kind)
    {
        using var company = new Company(kind).Started();
        await new HoldWave(company.Db, company.As(company.Lead), company.Mails, company.Clock).RunAsync(company.Wave, "Storm");
        company.Clock.Now = Company.MomentAt - Duration.FromMinutes(1);
        await company.GoLive.RunAsync();
        await new LiftHold(company.Db, company.As(company.Lead), company.Mails, company.Watch, company.Clock).RunAsync(company.Wave);
        company.Clock.Now = Company.MomentAt;
        await company.GoLive.RunAsync();
        await company.Announce.RunAsync();

        AssertLiveOnce(company, Company.MomentAt);
        Assert.Equal((2, 2), (company.MailedAbout("wave-on-hold").Count, company.MailedAbout("wave-lifted").Count));
        await using var db = company.Db.CreateDbContext();
        Assert.Equal([WaveEventKind.Held, WaveEventKind.Lifted], await db.WaveEvents.OrderBy(e => e.At).Select(e => e.Kind).ToListAsync());
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_clock_that_jumps_back_after_going_live_changes_nothing(Database kind)
    {
        using var company = new Company(kind).Started();
        company.Clock.Now = Company.MomentAt;
        await company.GoLive.RunAsync();

        company.Clock.Now = Company.MomentAt - Duration.FromHours(1);
        await company.GoLive.RunAsync();
        company.Clock.Now = Company.MomentAt + Duration.FromHours(1);
        await company.GoLive.RunAsync();
        await company.Announce.RunAsync();

        AssertLiveOnce(company, Company.MomentAt);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_branch_left_out_stays_behind_and_hears_no_news(Database kind)
    {
        using var company = new Company(kind).Started();
        await new TakeOutBranch(company.Db, company.As(company.Lead), company.Mails, company.Clock).RunAsync(company.Wave, company.Launch(1).Id, "Power cut");
        company.Clock.Now = Company.MomentAt;
        await company.GoLive.RunAsync();
        await company.Announce.RunAsync();

        Assert.Equal(LaunchState.LeftOut, company.Launch(1).State);
        var told = company.MailedAbout("live");
        Assert.DoesNotContain(company.Directors[1].Id, company.MailedAbout("you-are-live"));
        Assert.All(company.Colleagues.Where(c => c.Branch == company.Branches[1].Id), c => Assert.DoesNotContain(c.Id, told));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Taking_a_branch_out_at_the_very_moment_is_whole_or_refused(Database kind)
    {
        for (var round = 0; round < 6; round++)
        {
            using var company = new Company(kind).Started();
            company.Clock.Now = Company.MomentAt;
            var launch = company.Launch(1).Id;
            var takeOut = Task.Run(async () => await Record.ExceptionAsync(() =>
                new TakeOutBranch(company.Db, company.As(company.Lead), company.Mails, company.Clock).RunAsync(company.Wave, launch, "Wait")));
            await Task.WhenAll(takeOut, Task.Run(() => company.GoLive.RunAsync()));

            Assert.Equal(await takeOut is null ? LaunchState.LeftOut : LaunchState.Live, company.Launch(1).State);
            Assert.Equal(await takeOut is null ? 1 : 2, company.MailedAbout("you-are-live").Count);
            Assert.Equal(LaunchState.Live, company.Launch(0).State);
        }
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task News_that_was_stopped_halfway_goes_on_where_it_was(Database kind)
    {
        using var company = new Company(kind, branches: 1, colleagues: 1_200).Started();
        company.Clock.Now = Company.MomentAt;
        await company.GoLive.RunAsync();
        using (var db = company.Db.CreateDbContext())
        {
            // What a process that was killed after its first batch leaves behind.
            await company.Announce.RunAsync();
            var later = await db.Outbox.Where(m => m.About == "live").OrderBy(m => m.Id).Skip(500).Select(m => m.Id).ToListAsync();
            await db.Outbox.Where(m => later.Contains(m.Id)).ExecuteDeleteAsync();
            await db.Launches.ExecuteUpdateAsync(set => set.SetProperty(l => l.AnnouncedAt, (Instant?)null));
        }

        await company.Announce.RunAsync();
        await company.Announce.RunAsync();

        AssertLiveOnce(company, Company.MomentAt);
    }

    [Fact]
    public async Task Two_processes_at_once_take_a_wave_live_once()
    {
        using var company = new Company(Database.Postgres, branches: 50, colleagues: 4).Started();
        using var first = Program.Start(company);
        using var second = Program.Start(company);

        await UntilAsync(company, done => done.Announced);

        AssertLiveOnce(company, at: null);
    }

    [Fact]
    public async Task A_process_killed_in_the_middle_leaves_nothing_half_and_the_next_one_does_it()
    {
        using var company = new Company(Database.Postgres, branches: 50, colleagues: 4).Started();
        var last = company.Launch(49).Id.Value;
        await using (var hold = new NpgsqlConnection(company.Db.Postgres))
        {
            // Someone else holds one launch, so the first process stops in the middle of its transaction: the wave is live in it, the branches are not.
            await hold.OpenAsync();
            await using var transaction = await hold.BeginTransactionAsync();
            await using (var command = new NpgsqlCommand("SELECT 1 FROM launches WHERE id = $1 FOR UPDATE", hold, transaction) { Parameters = { new() { Value = last } } })
            {
                await command.ExecuteNonQueryAsync();
            }

            using var killed = Program.Start(company);
            await WaitingForALockAsync(company);
            killed.Kill();
        }

        Assert.Equal(WaveState.Started, company.Found(0).Wave.State);
        Assert.All(company.Found(0).Wave.Launches, l => Assert.Equal(LaunchState.Planned, l.State));
        Assert.Empty(company.MailedAbout("you-are-live"));

        using var next = Program.Start(company);
        await UntilAsync(company, done => done.Announced);
        AssertLiveOnce(company, at: null);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Processes_killed_again_and_again_while_the_news_goes_out_lose_nothing_and_repeat_nothing(Database kind)
    {
        using var company = new Company(kind, branches: 2, colleagues: 800).Started();
        foreach (var enough in new[] { 1, 900 })
        {
            using var killed = Program.Start(company);
            await UntilAsync(company, done => done.News >= enough);
            killed.Kill();
        }

        using var last = Program.Start(company);
        await UntilAsync(company, done => done.Announced);
        AssertLiveOnce(company, at: null);
    }

    private static void AssertLiveOnce(Company company, Instant? at)
    {
        using var db = company.Db.CreateDbContext();
        var wave = db.Waves.AsNoTracking().Include(w => w.Launches).Single();
        Assert.Equal(WaveState.Live, wave.State);
        Assert.All(wave.Launches, l => Assert.Equal((LaunchState.Live, at ?? wave.LiveAt), (l.State, l.LiveAt)));
        Assert.Equal(company.Directors.Select(d => d.Id).ToHashSet(), company.MailedAbout("you-are-live").Select(p => p!.Value).ToHashSet());
        Assert.Equal(company.Directors.Count, company.MailedAbout("you-are-live").Count);
        Assert.Equal([company.Lead.Id], company.MailedAbout("wave-live"));
        var told = company.MailedAbout("live");
        Assert.Equal(told.Count, told.Distinct().Count());
        Assert.Equal(company.Colleagues.Append(company.Lead).Select(p => p.Id).ToHashSet(), told.Select(p => p!.Value).ToHashSet());
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

    /// <summary>The real program in a process of its own, on the test's database; the machine's clock is past the moment.</summary>
    private sealed class Program : IDisposable
    {
        private readonly Process _process;

        private Program(Process process) => _process = process;

        public static Program Start(Company company)
        {
            // The program goes by the machine's clock, so the moment is put in its past.
            using (var db = company.Db.CreateDbContext())
            {
                var past = Instant.FromUnixTimeSeconds(1_700_000_000);
                db.Waves.Where(w => w.State == WaveState.Started).ExecuteUpdate(set => set.SetProperty(w => w.MomentAt, past).SetProperty(w => w.Terms.LateMinutes, 10_000_000));
            }

            var settings = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "rollout.dll"), "--data", company.Db.Folder, "--urls", "http://127.0.0.1:0"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            if (company.Db.Postgres is { } postgres)
            {
                settings.Environment["ConnectionStrings__Rollout"] = postgres;
            }

            var process = Process.Start(settings)!;
            process.OutputDataReceived += (_, _) => { };
            process.ErrorDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            return new Program(process);
        }

        /// <summary>At once, without a chance to tidy up.</summary>
        public void Kill()
        {
            _process.Kill();
            _process.WaitForExit();
        }

        public void Dispose()
        {
            if (!_process.HasExited)
            {
                Kill();
            }

            _process.Dispose();
        }
    }
}
