using NodaTime;
using Rollout.App.Modules.Launches.ControlRooms;
using Rollout.App.Modules.Launches.SignOffs;
using Rollout.App.Modules.Launches.Waves;
using Rollout.Domain.Launches;
using Rollout.Domain.SharedKernel;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Launches;

/// <summary>The lead plans, moves and starts a wave, and is notified of what happens in it.</summary>
public sealed class WaveActsTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_wave_is_planned_signed_and_started_and_its_directors_are_told(Database kind)
    {
        using var company = await (await new Company(kind).PlanAsync()).SignAsync();

        await company.StartAsync();

        Assert.Equal(WaveState.Started, company.Found(0).Wave.State);
        Assert.Equal(company.Directors.Select(d => d.Id).Order(Ids), company.MailedAbout("wave-started").Select(p => p!.Value).Order(Ids));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_branch_is_in_one_wave_at_a_time_unless_it_was_left_out(Database kind)
    {
        using var company = await new Company(kind).PlanAsync();
        await Refused.ByAsync(WaveRules.BranchIsInOnce, () => company.PlanAsync());

        await new TakeOutBranch(company.Db, company.As(company.Lead), company.Mails, company.Clock).RunAsync(company.Wave, company.Launch(0).Id, "Later");
        var first = company.Wave;
        var second = await new PlanWave(company.Db, company.As(company.Lead), company.Rollout, company.Mails, company.Clock)
            .RunAsync("Wave 2", Company.Moment.PlusDays(7), [company.Branches[0].Id], [new ChecklistLine("Check", CheckWeight.Must, 1, null)]);

        Assert.NotEqual(first, second);
        await Refused.ByAsync(WaveRules.BranchIsInOnce, () => new PutBackBranch(company.Db, company.As(company.Lead), company.Mails, company.Clock).RunAsync(first, company.Launch(0).Id));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Two_leads_who_plan_one_branch_at_once_get_one_wave(Database kind)
    {
        using var company = new Company(kind, branches: 1);
        var plan = () => Task.Run(async () =>
        {
            try
            {
                await new PlanWave(company.Db, company.As(company.Lead), company.Rollout, company.Mails, company.Clock)
                    .RunAsync("Wave", Company.Moment, [company.Branches[0].Id], [new ChecklistLine("Check", CheckWeight.Must, 1, null)]);
                return 1;
            }
            catch (BrokenRuleException refused) when (refused.Rule == WaveRules.BranchIsInOnce)
            {
                return 0;
            }
        });

        Assert.Equal(1, (await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => plan()))).Sum());
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Moving_the_moment_tells_every_director_and_makes_every_go_stale(Database kind)
    {
        using var company = await (await new Company(kind).PlanAsync()).SignAsync();

        await new MoveWave(company.Db, company.As(company.Lead), company.Mails, company.Clock).RunAsync(company.Wave, Company.Moment.PlusDays(2));

        Assert.Equal(2, company.Found(0).Wave.Blockages(A.Monday).Count);
        Assert.Equal(2, company.MailedAbout("wave-moved").Count);
        Assert.Empty(company.MailedAbout("sign-off-stale"));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Who_has_not_signed_is_asked_once_a_day(Database kind)
    {
        using var company = await new Company(kind).PlanAsync();
        await company.GoAsync(0);
        var ask = new AskToSign(company.Db, company.As(company.Lead), company.Mails, company.Clock);

        Assert.Equal(1, await ask.RunAsync(company.Wave));
        Assert.Equal(0, await ask.RunAsync(company.Wave));
        company.Clock.Advance(Duration.FromDays(1));
        Assert.Equal(1, await ask.RunAsync(company.Wave));
        Assert.All(company.MailedAbout("sign-off-asked"), p => Assert.Equal(company.Directors[1].Id, p));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_no_go_and_a_condition_reach_the_lead_at_once(Database kind)
    {
        using var company = await new Company(kind).PlanAsync();
        await company.SignAsync(0, new VerdictGiven.NoGo("No network"));
        await company.SignAsync(1, new VerdictGiven.GoOnCondition("A projector", null, new LocalDate(2026, 12, 1)), company.Colleagues[0].Email);

        Assert.Equal([company.Lead.Id, company.Lead.Id], company.MailedAbout("verdict"));
        Assert.Equal([company.Colleagues[0].Id], company.MailedAbout("checks-given"));
        Assert.Equal(SignOffStatusKind.ConditionOpen, company.Launch(1).StatusIn(company.Found(1).Wave, A.Monday).Kind);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_control_room_says_what_happened_and_what_is_settled(Database kind)
    {
        using var company = new Company(kind).Started();
        company.Clock.Now = Company.MomentAt;
        await company.GoLive.RunAsync();
        var report = new ReportRollCall(company.Db, company.As(company.Directors[0]), company.Clock);
        var launch = company.Launch(0).Id;
        await report.RunAsync(launch, 10, 4, "No sound", withVisitors: true);
        company.Clock.Advance(Duration.FromMinutes(3));
        await report.RunAsync(launch, 12, 9, "Screen black", withVisitors: true);

        var room = (await new FindControlRoom(company.Db, company.Clock).RunAsync(company.Wave))!;

        Assert.Equal((12, 9, true), (room.Rows[0].Present, room.Rows[0].FirstVisits, room.Rows[0].Trouble));
        Assert.Null(room.Rows[1].Present);
        Assert.Equal([("Screen black", false), ("No sound", true)], room.Troubles.Select(t => (t.Text, t.SettledAt is not null)));
        Assert.Equal([BoardEventKind.RollCall, BoardEventKind.RollCall, BoardEventKind.Live], room.Log.Select(e => e.What));
    }

    private static readonly Comparer<Domain.People.PersonId> Ids = Comparer<Domain.People.PersonId>.Create((a, b) => a.Value.CompareTo(b.Value));
}
