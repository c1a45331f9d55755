using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Launches.Aftercare;
using Rollout.App.Modules.Launches.ControlRooms;
using Rollout.App.Modules.Launches.GoingLive;
using Rollout.App.Modules.Launches.SignOffs;
using Rollout.Domain.Launches;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Launches;

/// <summary>The rehearsal before, the roll-call and its problems right after, the director's week and the report for the management.</summary>
public sealed class AroundTheMomentTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_rehearsal_goes_live_as_the_wave_would_and_touches_nobody(Database kind)
    {
        using var company = await new Company(kind).PlanAsync();
        var before = company.Found(0).Wave;
        var id = await new RehearseMoment(company.Db, company.As(company.Lead), company.Clock).RunAsync(company.Wave, 2);
        company.Clock.Now += Duration.FromMinutes(2);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => company.GoLive.RunAsync())));
        await company.Announce.RunAsync();

        var room = (await new FindControlRoom(company.Db, company.Clock).RunAsync(id))!;
        Assert.True(room is { IsRehearsal: true, State: WaveState.Live });
        Assert.All(room.Rows, r => Assert.Equal(LaunchState.Live, r.State));
        await new ReportRollCall(company.Db, company.As(company.Lead), company.Clock).RunAsync(room.Rows[0].Launch, 10, 8, null, withVisitors: true);
        Assert.Equal(10, (await new FindControlRoom(company.Db, company.Clock).RunAsync(id))!.Rows[0].Present);

        Assert.Equal(Enumerable.Repeat<object>(company.Lead.Id, 3), company.MailedAbout("rehearsal").Cast<object>());
        Assert.Empty(company.MailedAbout("live").Concat(company.MailedAbout("you-are-live")));
        Assert.Equal((before.State, before.Version), (company.Found(0).Wave.State, company.Found(0).Wave.Version));
        await using var db = company.Db.CreateDbContext();
        Assert.Equal(1, await db.Waves.CountAsync());
        Assert.False(await db.Launches.AnyAsync(l => l.State == LaunchState.Live));
        await Refused.ByAsync(WaveRules.OnlyTheLead, () => new RehearseMoment(company.Db, company.As(company.Directors[0]), company.Clock).RunAsync(company.Wave, 2));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Who_does_not_report_is_asked_after_a_quarter_of_an_hour_and_named_after_an_hour_once(Database kind)
    {
        using var company = await LiveAsync(kind);
        var chase = new ChaseRollCalls(company.Db, company.Mails, company.Clock);
        await new ReportRollCall(company.Db, company.As(company.Directors[0]), company.Clock).RunAsync(company.Launch(0).Id, 5, 4, null, withVisitors: true);

        company.Clock.Now = Company.MomentAt + Duration.FromMinutes(14);
        await chase.RunAsync();
        Assert.Empty(company.MailedAbout("roll-call-missing"));
        company.Clock.Now = Company.MomentAt + Duration.FromMinutes(15);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => chase.RunAsync())));
        Assert.Equal([company.Directors[1].Id], company.MailedAbout("roll-call-missing"));
        Assert.Empty(company.MailedAbout("roll-calls-missing"));
        company.Clock.Now = Company.MomentAt + Duration.FromMinutes(61);
        await chase.RunAsync();
        await chase.RunAsync();
        Assert.Equal([company.Lead.Id], company.MailedAbout("roll-calls-missing"));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Trouble_has_an_owner_and_an_answer_until_the_next_roll_call_says_that_it_is_over(Database kind)
    {
        using var company = await LiveAsync(kind);
        var (launch, report) = (company.Launch(0).Id, new ReportRollCall(company.Db, company.As(company.Directors[0]), company.Clock));
        var answer = new AnswerProblem(company.Db, company.As(company.Lead), company.Clock);
        await Refused.ByAsync(LaunchRules.ProblemIsOpen, () => answer.RunAsync(launch, "On it"));
        await report.RunAsync(launch, 5, 4, "No wifi", withVisitors: true);
        company.Clock.Now += Duration.FromMinutes(1);
        await answer.RunAsync(launch, "A hotspot is coming");
        await Refused.ByAsync(LaunchRules.DirectorOrLeadReports, () => new AnswerProblem(company.Db, company.As(company.Directors[1]), company.Clock).RunAsync(launch, "x"));

        var trouble = (await new FindControlRoom(company.Db, company.Clock).RunAsync(company.Wave))!.Troubles.Single();
        Assert.Equal((company.Lead.Name, "A hotspot is coming", null), (trouble.Owner, trouble.Answer, trouble.SettledAt));
        company.Clock.Now += Duration.FromMinutes(1);
        await report.RunAsync(launch, 5, 5, null, withVisitors: true);
        Assert.Equal(company.Clock.Now, (await new FindControlRoom(company.Db, company.Clock).RunAsync(company.Wave))!.Troubles.Single().SettledAt);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_director_leads_by_example_and_thanks_a_colleague_of_their_own_branch(Database kind)
    {
        using var company = await LiveAsync(kind);
        var launch = company.Launch(0).Id;
        var (step, thank) = (new DoWeekStep(company.Db, company.As(company.Directors[0]), company.Clock), new ThankSomeone(company.Db, company.As(company.Directors[0]), company.Mails, company.Clock));

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => step.RunAsync(launch, 1))));
        await Refused.ByAsync(LaunchRules.ThanksGoToAColleague, () => thank.RunAsync(launch, company.Colleagues[2].Email!, "Thanks"));
        await Refused.ByAsync(LaunchRules.ThanksSaySomething, () => thank.RunAsync(launch, company.Colleagues[0].Email!, " "));
        await thank.RunAsync(launch, company.Colleagues[0].Email!, "You showed Bas how it works.");

        Assert.Equal([1, 3], (await new FindWeek(company.Db, company.As(company.Directors[0]), company.Clock).RunAsync(launch))!.Done.Keys.Order());
        Assert.Equal([company.Colleagues[0].Id], company.MailedAbout("thanks"));
        await Refused.ByAsync(LaunchRules.OnlyItsDirectorDoesTheWeek, () => new DoWeekStep(company.Db, company.As(company.Lead), company.Clock).RunAsync(launch, 2));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Afterwards_the_promise_is_held_against_what_came_and_small_branches_are_in_the_total_alone(Database kind)
    {
        using var company = await LiveAsync(kind);
        await using (var db = company.Db.CreateDbContext())
        {
            // Branch 1 has four people including the lead, branch 2 three: too few to show, seven together.
            (await db.People.SingleAsync(p => p.Id == company.Colleagues[0].Id)).CompletedProfile(Company.MomentAt + Duration.FromDays(3));
            (await db.People.SingleAsync(p => p.Id == company.Colleagues[1].Id)).CompletedProfile(Company.MomentAt + Duration.FromDays(10));
            await db.SaveChangesAsync();
        }

        company.Clock.Now = Company.MomentAt + Duration.FromDays(30);
        var found = (await new FindPostLaunchReport(company.Db, company.As(company.Lead), company.Clock).RunAsync(company.Wave))!;

        Assert.Equal([(1, 30, 1, 7), (4, 50, 2, 7)], found.Weeks.Where(w => w.Complete is not null).Select(w => (w.Weeks, w.Promised, w.Complete!.Value, w.People)));
        Assert.Null(found.Weeks[2].Complete);
        Assert.Empty(found.Branches);
        Assert.Null(await new FindPostLaunchReport(company.Db, company.As(company.Directors[0]), company.Clock).RunAsync(company.Wave));
    }

    private static async Task<Company> LiveAsync(Database kind)
    {
        var company = new Company(kind).Started();
        company.Clock.Now = Company.MomentAt;
        await company.GoLive.RunAsync();
        return company;
    }
}
