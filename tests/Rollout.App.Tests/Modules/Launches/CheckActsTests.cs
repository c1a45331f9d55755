using Microsoft.AspNetCore.Http;
using Rollout.App.Modules.Launches;
using Rollout.App.Modules.Launches.Readiness;
using Rollout.App.Modules.Launches.Waves;
using Rollout.Domain.Launches;
using Rollout.Domain.SharedKernel;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Launches;

/// <summary>Checks are ticked by their owners, and what follows when one falls back.</summary>
public sealed class CheckActsTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_check_that_falls_back_makes_the_go_stale_and_tells_the_director_once(Database kind)
    {
        using var company = await (await new Company(kind).PlanAsync()).SignAsync();
        var launch = company.Launch(0);
        var fallBack = new ReopenCheck(company.Db, company.As(company.Directors[0]), company.Mails, company.Clock);

        await fallBack.RunAsync(launch.Id, launch.Checks[0].Id, "Room taken");
        await fallBack.RunAsync(launch.Id, launch.Checks[1].Id, "Film lost");

        Assert.Equal(SignOffStatusKind.Stale, company.Launch(0).StatusIn(company.Found(0).Wave, A.Monday).Kind);
        Assert.Equal([company.Directors[0].Id], company.MailedAbout("sign-off-stale"));
        await Refused.ByAsync(WaveRules.EveryBranchHasAGo, company.StartAsync);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_check_that_falls_back_and_a_start_in_the_same_second_never_both_win(Database kind)
    {
        for (var round = 0; round < 5; round++)
        {
            using var company = await (await new Company(kind).PlanAsync()).SignAsync();
            var launch = company.Launch(1);
            var start = Task.Run(async () => await Record.ExceptionAsync(company.StartAsync));
            var fall = Task.Run(() => new ReopenCheck(company.Db, company.As(company.Directors[1]), company.Mails, company.Clock).RunAsync(launch.Id, launch.Checks[0].Id, "Taken"));
            await Task.WhenAll(start, fall);

            var wave = company.Found(0).Wave;
            if (wave.State == WaveState.Started)
            {
                // The start came first: every go was valid when it was decided, and the director is told of the stale one.
                Assert.Null(await start);
                Assert.Single(company.MailedAbout("sign-off-stale"));
            }
            else
            {
                Assert.Equal(WaveRules.EveryBranchHasAGo, Assert.IsType<BrokenRuleException>(await start).Rule);
            }
        }
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Everyone_ticks_at_once_and_nothing_is_lost(Database kind)
    {
        using var company = await new Company(kind, branches: 1).PlanAsync(null, null, null, null, null, null);
        var launch = company.Launch(0);

        await Task.WhenAll(launch.Checks.Select(c => Task.Run(() => new TickCheck(company.Db, company.As(company.Directors[0]), company.Clock).RunAsync(launch.Id, c.Id, new Evidence("Seen"), null))));

        Assert.All(company.Launch(0).Checks, c => Assert.True(c.Done));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_named_owner_is_told_and_may_tick_only_what_is_theirs(Database kind)
    {
        using var company = new Company(kind);
        var owner = company.Colleagues[0];
        await company.PlanAsync(owner.Email, null);
        var launch = company.Launch(1);
        var tick = new TickCheck(company.Db, company.As(owner), company.Clock);

        await tick.RunAsync(launch.Id, launch.Checks.Single(c => c.Owner == owner.Id).Id, new Evidence("Seen"), null);
        await Refused.ByAsync(LaunchRules.OwnerDirectorOrLeadAnswers, () => tick.RunAsync(launch.Id, launch.Checks.Single(c => c.Owner is null).Id, new Evidence("Seen"), null));

        Assert.Equal([owner.Id], company.MailedAbout("checks-given"));
        Assert.Equal(2, (await new ListMyChecks(company.Db, company.As(owner), company.Clock).RunAsync()).Count);
        Assert.Null(await new FindLaunch(company.Db, company.As(company.Colleagues[1]), company.Clock).RunAsync(launch.Id));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_file_of_another_kind_or_too_large_is_no_evidence(Database kind)
    {
        using var company = await new Company(kind, branches: 1).PlanAsync([null]);
        var launch = company.Launch(0);
        var tick = new TickCheck(company.Db, company.As(company.Directors[0]), company.Clock);

        await Refused.ByAsync(LaunchRules.EvidenceFileIsOfAKnownKind, () => TickAsync(new FormFile(new MemoryStream("MZ"u8.ToArray()), 0, 2, "File", "run.exe")));
        await Refused.ByAsync(LaunchRules.EvidenceFileIsNotTooLarge, () => TickAsync(new FormFile(Stream.Null, 0, Evidence.LargestFile + 1, "File", "film.pdf")));

        Assert.False(company.Launch(0).Checks[0].Done);

        Task TickAsync(FormFile file) => tick.RunAsync(launch.Id, launch.Checks[0].Id, new Evidence("Seen"), file);
    }

    [Fact]
    public async Task An_owner_nobody_knows_is_refused()
    {
        using var company = new Company(Database.Sqlite);
        await Refused.ByAsync(CheckOwnerRules.OwnerIsKnown, () => company.PlanAsync("nobody@voorbeeld.be"));
    }
}
