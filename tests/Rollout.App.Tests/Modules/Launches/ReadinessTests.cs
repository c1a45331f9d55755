using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Launches.GoingLive;
using Rollout.App.Modules.Launches.KickOffs;
using Rollout.App.Modules.Launches.Readiness;
using Rollout.App.Modules.Launches.Waves;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Launches;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Launches;

/// <summary>Readings meet a check or let it fall back, and the director is told why, once.</summary>
public sealed class ReadinessTests
{
    private static readonly ChecklistLine[] Looks =
    [
        new("", CheckWeight.Must, 7, null, Measure.Ambassadors, 3), new("", CheckWeight.Must, 7, null, Measure.DirectorProfile), new("", CheckWeight.Must, 7, null, Measure.KickOffPlanned),
        new("", CheckWeight.Must, 7, null, Measure.KickOffInvited), new("", CheckWeight.Must, 7, null, Measure.TestMail), new("", CheckWeight.Should, 7, null, Measure.Quota, 50),
        new("", CheckWeight.Should, 7, null, Measure.InfosessionReach, 50), new("", CheckWeight.Must, 7, null, Measure.NoOpenFindings),
    ];

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Checks_are_met_by_what_is_so_in_each_branch_and_by_nobodys_word(Database kind)
    {
        using var company = await PlannedAsync(kind);
        await company.Watch.RunAsync();
        Assert.Equal([Measure.NoOpenFindings], Met(company, 0));

        await MakeReadyAsync(company, 0);
        await company.Watch.RunAsync();

        Assert.Equal(Enum.GetValues<Measure>().Except([Measure.Quota, Measure.InfosessionReach]), Met(company, 0));
        Assert.Equal([Measure.NoOpenFindings], Met(company, 1));
        var ambassadors = company.Launch(0).Checks.Single(c => c.Measure == Measure.Ambassadors);
        Assert.Equal((2, 4), (ambassadors.SeenPart, ambassadors.SeenWhole));
        await Refused.ByAsync(LaunchRules.IsAnsweredByPeople, () =>
            new TickCheck(company.Db, company.As(company.Lead), company.Clock).RunAsync(company.Launch(1).Id, company.Launch(1).Checks[0].Id, new Evidence("I say so"), null));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_go_turns_stale_when_a_measure_falls_back_and_its_director_is_told_once(Database kind)
    {
        using var company = await PlannedAsync(kind);
        await MakeReadyAsync(company, 0);
        await company.Watch.RunAsync();
        await company.SignAsync(0, new VerdictGiven.Go());

        await using (var db = company.Db.CreateDbContext())
        {
            await db.Ambassadors.ExecuteDeleteAsync();
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => company.Watch.RunAsync())));
        await company.Watch.RunAsync();

        var (wave, launch) = company.Found(0);
        var standing = launch.StatusIn(wave, company.Clock.Now);
        Assert.Equal(SignOffStatusKind.Stale, standing.Kind);
        Assert.Equal([new SnapshotChange(SnapshotChangeKind.CheckFellBack, new CheckSubject("", Measure.Ambassadors, 3))], standing.Changes);
        Assert.Equal([company.Directors[0].Id], company.MailedAbout("sign-off-stale"));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Looking_again_when_nothing_changed_touches_nothing(Database kind)
    {
        using var company = await PlannedAsync(kind);
        await company.Watch.RunAsync();
        var before = company.Found(0).Wave.Version;

        await company.Watch.RunAsync();

        Assert.Equal(before, company.Found(0).Wave.Version);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Everyone_of_the_branch_is_invited_to_the_kick_off_once_and_hears_of_another_place_once(Database kind)
    {
        using var company = await PlannedAsync(kind);
        var launch = company.Launch(0).Id;
        var invite = new InviteToKickOff(company.Db, company.As(company.Directors[0]), company.Mails, company.Watch, company.Clock);
        await Refused.ByAsync(LaunchRules.KickOffIsPlanned, () => invite.RunAsync(launch));
        await PlanAsync(company, 0, "Canteen");

        Assert.Equal(4, await invite.RunAsync(launch));
        Assert.Equal(0, await invite.RunAsync(launch));
        await PlanAsync(company, 0, "Canteen");
        Assert.Equal(4, company.MailedAbout("kick-off").Count);
        await PlanAsync(company, 0, "Hall");
        Assert.Equal(8, company.MailedAbout("kick-off").Count);

        await using var db = company.Db.CreateDbContext();
        Assert.All(await db.Outbox.Where(m => m.About == "kick-off").ToListAsync(), m => Assert.Contains("BEGIN:VEVENT", m.Calendar, StringComparison.Ordinal));
        await Refused.ByAsync(LaunchRules.DirectorOrLeadPlansKickOff, () =>
            new InviteToKickOff(company.Db, company.As(company.Directors[1]), company.Mails, company.Watch, company.Clock).RunAsync(launch));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_kept_checklist_begins_the_next_wave(Database kind)
    {
        using var company = new Company(kind);
        var plan = new PlanWave(company.Db, company.As(company.Lead), company.Rollout, company.Mails, company.Clock);
        await plan.RunAsync("Pilot", Company.Moment, [company.Branches[0].Id], Looks, "Usual");
        await plan.RunAsync("Big", Company.Moment.PlusDays(7), [company.Branches[1].Id], [Looks[0], new ChecklistLine("Posters", CheckWeight.Should, 2, null)], "Usual");

        await using var db = company.Db.CreateDbContext();
        var kept = await db.Checklists.SingleAsync();
        Assert.Equal(("Usual", 2), (kept.Name, kept.ReadLines().Count));
        Assert.Equal(new PlannedCheck("", CheckWeight.Must, 7, null, Measure.Ambassadors, 3), kept.ReadLines()[0]);
    }

    private static async Task<Company> PlannedAsync(Database kind)
    {
        var company = new Company(kind);
        company.Wave = await new PlanWave(company.Db, company.As(company.Lead), company.Rollout, company.Mails, company.Clock).RunAsync(
            "Wave 1", Company.Moment, [.. company.Branches.Select(b => b.Id)], Looks);
        return company;
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_test_mail_reaches_a_director_who_works_elsewhere_now(Database kind)
    {
        using var company = await new Company(kind).PlanAsync();
        await company.Db.CreateDbContext().People.Where(p => p.Id == company.Directors[0].Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.Branch, company.Branches[1].Id));

        Assert.Equal(1, await new SendTestMail(company.Db, company.As(company.Directors[0]), company.Mails, company.Clock).RunAsync(company.Launch(0).Id));
    }

    private static async Task MakeReadyAsync(Company company, int branch)
    {
        await using (var db = company.Db.CreateDbContext())
        {
            // Two colleagues, the director and, in the first branch, the lead: four people, and one ambassador for every two of three at least.
            var people = await db.People.Where(p => p.Branch == company.Branches[branch].Id).ToListAsync();
            var colleagues = people.Where(p => company.Colleagues.Any(c => c.Id == p.Id)).ToList();
            db.Ambassadors.Add(Ambassador.Appoint(colleagues[0].Id, 10, new LocalDate(2026, 11, 20), new LocalDate(2026, 12, 20), AmbassadorCode.Create("Jan", "7AC9"), A.Today, A.Monday));
            db.Ambassadors.Add(Ambassador.Appoint(colleagues[1].Id, 10, new LocalDate(2026, 11, 20), new LocalDate(2026, 12, 20), AmbassadorCode.Create("Jan", "7AC4"), A.Today, A.Monday));
            people.Single(p => p.Id == company.Directors[branch].Id).CompletedProfile(A.Monday);
            await db.SaveChangesAsync();
        }

        var launch = company.Launch(branch).Id;
        await PlanAsync(company, branch, "Canteen");
        await new InviteToKickOff(company.Db, company.As(company.Directors[branch]), company.Mails, company.Watch, company.Clock).RunAsync(launch);
        Assert.Equal(3, await new SendTestMail(company.Db, company.As(company.Directors[branch]), company.Mails, company.Clock).RunAsync(launch));
        await new ConfirmTestMail(company.Db, company.Links, company.Clock).RunAsync(company.Links.Create(ConfirmTestMail.Purpose, launch.Value, Duration.FromDays(1)));
    }

    private static Task PlanAsync(Company company, int branch, string place) =>
        new PlanKickOff(company.Db, company.As(company.Directors[branch]), company.Mails, company.Watch, company.Clock).RunAsync(
            company.Launch(branch).Id, new KickOffPlan(Company.Moment.PlusMinutes(-15), 45, place, "Come all", "5 Welcome"));

    private static IEnumerable<Measure> Met(Company company, int branch) => company.Launch(branch).Checks.Where(c => c.Done).Select(c => c.Measure!.Value).Order();
}
