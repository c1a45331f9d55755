using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Rollout.App.Modules.Participation.Briefs;
using Rollout.App.Modules.Participation.Steps;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;
using Rollout.Domain.Participation;
using Rollout.Domain.People;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Participation;

/// <summary>The brief for the management meeting, and the director's week.</summary>
public sealed class BriefTests
{
    private static readonly LocalDate Newest = new(2026, 11, 22);

    // A.Monday is Monday 23 November 2026; the house is in Brussels.
    private static Instant MondayAt(int hour, int minute) => new LocalDateTime(2026, 11, 23, hour, minute).InZoneStrictly(A.Brussels).ToInstant();

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task On_Monday_at_seven_in_the_houses_zone_leads_and_whom_they_added_get_the_brief_once(Database kind)
    {
        using var database = Given(kind, out var lead, out var director, out var branch);
        var clock = new StoppedClock(MondayAt(6, 59));
        await using var app = await RunningApp.StartAsync(database, clock);
        var visitor = app.Visitor(lead);
        var page = await visitor.GetAsync("/participation/brief/readers");
        Refused.On(await visitor.SubmitAsync(page, "add", ("Who", "wie@voorbeeld.be")), ParticipationRules.PersonIsKnown);
        var zoe = Person.Employ(branch.Id, "Zoë", "", "D’Hondt", "004711", "zoe@voorbeeld.be", "0470 12 34 56", "BE");
        database.Given(zoe);
        foreach (var who in new[] { "zoe dhondt", "+32 470/12.34.56", director.Email }) // as in every other search box
        {
            Assert.Equal("/participation/brief/readers", (await visitor.SubmitAsync(page, "add", ("Who", who))).Location);
        }

        Assert.Contains("Zoë", (await visitor.GetAsync("/participation/brief/readers")).Text, StringComparison.Ordinal);
        await database.CreateDbContext().BriefReaders.Where(r => r.Person == zoe.Id).ExecuteDeleteAsync();
        var job = app.Services.GetRequiredService<SendBrief>();

        await job.RunAsync();
        Assert.Empty(Briefs(database));
        clock.Now = MondayAt(7, 0);
        await Task.WhenAll(job.RunAsync(), job.RunAsync());
        await job.RunAsync();

        Assert.Equal(new[] { director.Email, lead.Email }.Order(), Briefs(database).Select(m => m.Address).Order());
        Assert.All(Briefs(database), m => Assert.Contains("30% of colleagues were active", m.EmailContent, StringComparison.Ordinal));
        Assert.All(Briefs(database), m => Assert.Equal(MondayAt(0, 0) + Duration.FromDays(1), m.ExpiresAt));

        clock.Now = MondayAt(0, 0) + Duration.FromDays(1); // a process that was down on Monday sends nothing on Tuesday
        await database.CreateDbContext().Outbox.ExecuteDeleteAsync();
        await job.RunAsync();
        Assert.Empty(Briefs(database));
    }

    [Fact]
    public async Task A_lead_has_the_brief_mailed_at_once_and_takes_readers_out_again()
    {
        using var database = Given(Database.Sqlite, out var lead, out var director, out _);
        await using var app = await RunningApp.StartAsync(database, new StoppedClock(A.Monday + Duration.FromDays(1)));
        var visitor = app.Visitor(lead);
        database.Given(BriefReader.Add(director, A.Monday));

        var sent = await visitor.FollowAsync(await visitor.SubmitAsync(await visitor.GetAsync("/participation/brief/readers"), "now"));
        Assert.Contains("2 mails are on their way.", sent.Text, StringComparison.Ordinal);
        Assert.Equal(2, Briefs(database).Count);

        var left = await visitor.FollowAsync(await visitor.SubmitAsync(sent, $"remove-{director.Id.Value:N}"));
        Assert.DoesNotContain(director.Email!, left.Text, StringComparison.Ordinal);
        Refused.By(ParticipationRules.ReaderHasAMail, () => BriefReader.Add(A.Person(A.Branch("Gent"), "Zonder Mail", null), A.Monday));
        Assert.Equal("/denied", (await app.Visitor(director).GetAsync("/participation/brief/readers")).Location?.Split('?')[0]);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_director_gets_three_things_on_Monday_ticks_them_and_reads_next_week_what_came_of_them(Database kind)
    {
        using var database = Given(kind, out var lead, out var director, out var gent);
        var clock = new StoppedClock(MondayAt(8, 0));
        await GoLiveAsync(database, gent, lead);
        database.Given(
            new ParticipationSum("viva-engage", Newest, gent.Id, GroupKind.Department, "Planning", 60, 10, 0, null, null, 9, null, null),
            new ParticipationSum("viva-engage", Newest, gent.Id, GroupKind.Department, "Winkel", 60, 10, 0, null, null, 27, null, null));
        await using var app = await RunningApp.StartAsync(database, clock); // plans too, when it starts
        var job = app.Services.GetRequiredService<PlanDirectorSteps>();
        await Task.WhenAll(job.RunAsync(), job.RunAsync());
        Assert.Equal(DirectorStep.InAWeek, await database.CreateDbContext().DirectorSteps.CountAsync());

        var nudged = Enumerable.Range(0, 5).Select(i => A.Person(gent, $"Bas Jansen{i}")).ToList();
        database.Given([.. nudged, .. nudged.Select((p, i) => OutboxMessage.Nudge(OutboxMessageId.New(), $"nudge/{i}", "come", new Recipient(p.Id, p.Email!, p.Name), Letter, A.Monday - Duration.FromDays(14), A.Monday, A.Monday))]);
        var visitor = app.Visitor(director);
        var start = await visitor.GetAsync("/");
        Assert.Contains("Three things this week in Gent", start.Text, StringComparison.Ordinal);
        Assert.Contains("Spend ten minutes with Planning", start.Text, StringComparison.Ordinal);
        Assert.Contains("10–20% was active", start.Text, StringComparison.Ordinal);

        var ticked = await visitor.FollowAsync(await visitor.SubmitAsync(start, "/participation/steps", ("done", "yes")));
        Assert.Equal(HttpStatusCode.OK, ticked.Status);
        Assert.Single(database.CreateDbContext().DirectorSteps.Where(s => s.DoneAt != null));
        await database.CreateDbContext().Outbox.Where(m => m.Kind == OutboxKind.Nudge).ExecuteUpdateAsync(m => m.SetProperty(x => x.State, OutboxState.Sent).SetProperty(x => x.SettledAt, A.Monday - Duration.FromDays(6)));
        var leads = await app.Visitor(lead).GetAsync($"/participation?branch={gent.Code}"); // sees them, and ticks none
        Assert.Contains("Spend ten minutes with Planning", leads.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/participation/steps\"", leads.Html, StringComparison.Ordinal);

        Assert.Contains("Nudges to the branch 16 November 2026", leads.Text, StringComparison.Ordinal);
        await database.CreateDbContext().Outbox.Where(m => m.Key == "nudge/0").ExecuteDeleteAsync(); // of four nothing is marked
        Assert.DoesNotContain("Nudges to the branch 16", (await app.Visitor(lead).GetAsync($"/participation?branch={gent.Code}")).Text, StringComparison.Ordinal);

        clock.Advance(Duration.FromDays(7));
        database.Given(new ParticipationSum("viva-engage", Newest.PlusWeeks(1), gent.Id, GroupKind.Everyone, "", 40, 20, 0, null, null, 16, null, null));
        await job.RunAsync();
        Assert.Contains("What came of last week’s", (await visitor.GetAsync("/")).Text, StringComparison.Ordinal);
        Assert.Contains("Active in the branch: 30% then, 40% now.", (await visitor.GetAsync("/")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Published_figures_that_contradict_each_other_stand_beside_the_reports_with_their_difference()
    {
        using var database = Given(Database.Sqlite, out var lead, out var director, out _);
        await using var app = await RunningApp.StartAsync(database);
        var visitor = app.Visitor(lead);
        var page = await visitor.GetAsync("/participation/published");
        Refused.On(await visitor.SubmitAsync(page, "add", ("Figure", "Active"), ("Kind", "History")), ParticipationRules.PublishedHasADay);
        foreach (var (figure, percent, count, outOf) in new[] { ("Visited", "99", "", ""), ("ProfileComplete", "", "3000", "18000"), ("Active", "20", "", ""), ("Active", "95", "", "") })
        {
            await visitor.SubmitAsync(page, "add", ("Figure", figure), ("Kind", "History"), ("Day", "2012-05-01"), ("Percent", percent), ("Count", count), ("OutOf", outOf), ("Said", "Jaarverslag"));
        }

        var house = await visitor.GetAsync("/participation");
        Assert.Contains("99% 50% −49 points", house.Text, StringComparison.Ordinal);
        Assert.Contains("3,000 of 18,000 (17%)", house.Text, StringComparison.Ordinal);
        Assert.Contains("“Active” differ by 75 points", house.Text, StringComparison.Ordinal);
        var list = await visitor.GetAsync("/participation/published");
        await visitor.SubmitAsync(list, $"remove-{database.CreateDbContext().PublishedFigures.First(f => f.Percent == 99).Id.Value:N}");
        Assert.DoesNotContain("99%", (await visitor.GetAsync("/participation")).Text, StringComparison.Ordinal);
        Assert.Equal("/denied", (await app.Visitor(director).GetAsync("/participation/published")).Location?.Split('?')[0]);
    }

    private static async Task GoLiveAsync(TestDatabase database, Branch branch, Person lead)
    {
        var wave = Wave.Plan("Wave 1", new LocalDateTime(2026, 12, 7, 9, 0), A.Brussels, [branch.Id], [new PlannedCheck("The hall is booked", CheckWeight.Must, 3)], A.Acting(lead, branch), A.Monday);
        database.Given(wave);
        await using var db = database.CreateDbContext();
        await db.Launches.ExecuteUpdateAsync(l => l.SetProperty(x => x.State, LaunchState.Live).SetProperty(x => x.LiveAt, A.Monday - Duration.FromDays(21)));
    }

    private static TestDatabase Given(Database kind, out Person lead, out Person director, out Branch gent)
    {
        var database = TestDatabase.On(kind);
        var brugge = A.Branch("Brugge");
        gent = A.Branch("Gent");
        (lead, director) = (A.Lead(brugge), A.Director(gent));
        database.Given(A.Rollout(), gent, brugge, lead, director);
        var report = ActivityReport.Of("viva-engage", Newest, 7);
        report.Take(ReportSays.Visited | ReportSays.Active, "", A.Monday);
        database.Given(
            report,
            new ParticipationSum("viva-engage", Newest, gent.Id, GroupKind.Everyone, "", 40, 20, 0, null, null, 12, null, null),
            new ParticipationSum("viva-engage", Newest, brugge.Id, GroupKind.Everyone, "", 100, 50, 0, null, null, 30, null, null));
        return database;
    }

    private static Notifications.Mail.EmailContent Letter => new() { Language = "en", BrandName = "De Brug", Brand = "#1d3192", Subject = "Come", Greeting = "Hello", Paragraphs = [], Signature = "Mirjam" };

    private static List<OutboxMessage> Briefs(TestDatabase database) => [.. database.CreateDbContext().Outbox.Where(m => m.About == "participation-brief")];
}
