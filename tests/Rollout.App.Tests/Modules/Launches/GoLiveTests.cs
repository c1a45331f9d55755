using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Launches.Waves;
using Rollout.Domain.Launches;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Launches;

/// <summary>Going live happens once, completely, and is never lost, whatever runs it and when.</summary>
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

        company.AssertLiveOnce(Company.MomentAt);
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

        company.AssertLiveOnce(company.Clock.Now);
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

        company.AssertLiveOnce(Company.MomentAt);
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
            // The state after a process was killed after its first batch.
            await company.Announce.RunAsync();
            var later = await db.Outbox.Where(m => m.About == "live").OrderBy(m => m.Id).Skip(500).Select(m => m.Id).ToListAsync();
            await db.Outbox.Where(m => later.Contains(m.Id)).ExecuteDeleteAsync();
            await db.Launches.ExecuteUpdateAsync(set => set.SetProperty(l => l.AnnouncedAt, (Instant?)null));
        }

        await company.Announce.RunAsync();
        await company.Announce.RunAsync();

        company.AssertLiveOnce(Company.MomentAt);
    }
}
