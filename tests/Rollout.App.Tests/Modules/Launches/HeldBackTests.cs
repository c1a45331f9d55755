using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Launches.Waves;
using Rollout.Domain.Launches;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Launches;

/// <summary>A wave on hold and a branch that was taken out do not go live, and get no news.</summary>
public sealed class HeldBackTests
{
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

        company.AssertLiveOnce(Company.MomentAt);
        Assert.Equal((2, 2), (company.MailedAbout("wave-on-hold").Count, company.MailedAbout("wave-lifted").Count));
        await using var db = company.Db.CreateDbContext();
        Assert.Equal([WaveEventKind.Held, WaveEventKind.Lifted], await db.WaveEvents.OrderBy(e => e.At).Select(e => e.Kind).ToListAsync());
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
}
