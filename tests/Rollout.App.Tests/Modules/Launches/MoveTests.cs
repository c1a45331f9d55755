using NodaTime;
using Rollout.App.Modules.Launches.KickOffs;
using Rollout.App.Modules.Launches.Waves;
using Rollout.Domain.Launches;
using Rollout.Domain.SharedKernel;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Launches;

/// <summary>The preview of a move matches what happens. The wave is on Monday 7 December 2026, today is 23 November.</summary>
public sealed class MoveTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task What_is_shown_is_what_happens_and_nothing_happens_by_looking(Database kind)
    {
        using var company = new Company(kind);
        await company.PlanAsync(company.Colleagues[0].Email, null);
        await company.GoAsync(0);
        await KickOffAsync(company, 0, Company.Moment.PlusMinutes(-15));
        await KickOffAsync(company, 1, Company.Moment.PlusDays(-3));
        var (topic, by) = (AnInfosession.Topic(), company.Directors[0]);
        company.Db.Given(topic, AnInfosession.Of(topic, company.Branches[0], by, starts: new LocalDateTime(2026, 12, 3, 14, 0)), AnInfosession.Of(topic, company.Branches[0], by, starts: new LocalDateTime(2026, 11, 24, 14, 0)));

        var shown = await Preview(company, Company.Moment.PlusDays(-8));

        Assert.Equal("Branch 1", Assert.Single(shown.Stale));
        Assert.Equal((false, 0, 2), (shown.Later, shown.TimesMoved, shown.Moving));
        Assert.Equal([("Check 1", DeadlinePressure.Today), ("Check 2", DeadlinePressure.Today)], shown.Pressed.Select(p => (p.Subject.Text, p.DeadlinePressure)).Order());
        Assert.All(shown.Pressed, p => Assert.Equal(("Branch 2", new LocalDate(2026, 11, 30)), (Assert.Single(p.Branches), p.Was)));
        Assert.Equal(["Branch 1", "Branch 2"], shown.KickOffs.Select(k => k.Branch));
        Assert.Equal((0, 1, 3), (shown.KickOffsStay, shown.AllSessions, shown.Told));
        Assert.Empty(company.MailedAbout("wave-moved"));
        Assert.Equal(Company.Moment, company.Found(0).Wave.Moment);

        await Move(company, Company.Moment.PlusDays(-8), shown.TimesMoved);
        Assert.Equal(shown.Told, company.MailedAbout("wave-moved").Concat(company.MailedAbout("checks-moved")).Distinct().Count());
        Assert.Equal(SignOffStatusKind.Stale, company.Launch(0).StatusIn(company.Found(0).Wave, A.Monday).Kind);
        Assert.All(company.Launch(1).Checks, c => Assert.Equal(new LocalDate(2026, 11, 23), c.Due));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_little_later_leaves_kick_offs_where_they_are_and_a_condition_may_come_too_late_for_a_little_earlier(Database kind)
    {
        using var company = await new Company(kind).PlanAsync();
        await KickOffAsync(company, 0, Company.Moment);
        await company.SignAsync(1, new VerdictGiven.GoOnCondition("A projector", null, Company.Moment.Date));

        var later = await Preview(company, Company.Moment.PlusDays(1));
        Assert.Equal((true, 1, 0, 0), (later.Later, later.KickOffsStay, later.KickOffs.Count, later.Pressed.Count));
        Assert.Equal(["Branch 2"], later.Stale);

        var earlier = Assert.Single((await Preview(company, Company.Moment.PlusDays(-1))).Pressed);
        Assert.Equal(("A projector", DeadlinePressure.AfterMoment), (earlier.Subject.Text, earlier.DeadlinePressure));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Two_leads_who_confirm_what_they_saw_are_one_and_one_who_looks_again(Database kind)
    {
        using var company = await new Company(kind).PlanAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 5).Select(n => Task.Run(() => Record.ExceptionAsync(() => Move(company, Company.Moment.PlusDays(n), 0)))));

        Assert.Equal(1, outcomes.Count(o => o is null));
        Assert.All(outcomes.OfType<Exception>(), o => Assert.Equal(WaveRules.MomentIsAsShown, Assert.IsType<BrokenRuleException>(o).Rule));
        Assert.Equal(1, company.Found(0).Wave.TimesMoved);
    }

    [Fact]
    public async Task The_page_shows_what_changes_first_and_moves_when_that_very_moment_is_confirmed()
    {
        using var company = await (await new Company(Database.Sqlite).PlanAsync()).SignAsync();
        await using var app = await RunningApp.StartAsync(company.Db, company.Clock);
        var (lead, path) = (app.Visitor(company.Lead), $"/waves/{company.Wave}/moment");

        var shown = await lead.SubmitAsync(await lead.GetAsync(path), "move", ("Day", "2026-12-09"), ("Hour", "09:00"));
        Assert.Contains("2 goes turn stale and are asked again: Branch 1, Branch 2.", shown.Text, StringComparison.Ordinal);
        Assert.Contains("tell 2 people", shown.Text, StringComparison.Ordinal);
        Assert.Equal(Company.Moment, company.Found(0).Wave.Moment);

        var another = await lead.SubmitAsync(shown, "move", ("Day", "2026-12-10"), ("Hour", "09:00"));
        Assert.Contains("Thursday 10 December", another.Text, StringComparison.Ordinal);
        Assert.Equal(Company.Moment, company.Found(0).Wave.Moment);

        await Move(company, Company.Moment.PlusDays(1), null);
        var meanwhile = await lead.SubmitAsync(another, "move", ("Day", "2026-12-10"), ("Hour", "09:00"));
        Assert.Contains("Someone moved the moment while you were looking", meanwhile.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"2026-12-10\"", meanwhile.Html, StringComparison.Ordinal);

        Assert.Contains("Thursday 10 December", (await lead.FollowAsync(await lead.SubmitAsync(meanwhile, "move", ("Day", "2026-12-10"), ("Hour", "09:00")))).Text, StringComparison.Ordinal);
        Assert.Equal(2, company.Found(0).Wave.TimesMoved);
    }

    // Some of these moments are on a Sunday.
    private static readonly MomentMeant Meant = new(Soon: true, AtNight: true);

    private static Task<MovePreview> Preview(Company company, LocalDateTime moment) => new PreviewMove(company.Db, company.As(company.Lead), company.Mails, company.Clock).RunAsync(company.Wave, moment, Meant);

    private static Task Move(Company company, LocalDateTime moment, int? seen) => new MoveWave(company.Db, company.As(company.Lead), company.Mails, company.Clock).RunAsync(company.Wave, moment, seen, Meant);

    private static Task KickOffAsync(Company company, int branch, LocalDateTime starts) =>
        new PlanKickOff(company.Db, company.As(company.Directors[branch]), company.Mails, company.Watch, company.Clock).RunAsync(company.Launch(branch).Id, new KickOffPlan(starts, 45, "Canteen", "Come", "5 Welcome"));
}
