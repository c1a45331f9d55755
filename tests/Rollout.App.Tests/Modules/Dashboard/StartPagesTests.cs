using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Demo;
using Rollout.App.Identity.SignIn;
using Rollout.App.Modules.Ambassadors.Contracts;
using Rollout.App.Modules.Dashboard;
using Rollout.App.Tests.Modules.Ambassadors;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Dashboard;

/// <summary>Start pages answer what needs whom, and each button leads to the thing it names.</summary>
public sealed partial class StartPagesTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_lead_reads_three_figures_then_at_most_five_rows_the_overdue_first_each_leading_to_the_thing_it_names(Database kind)
    {
        using var database = TestDatabase.On(kind);
        await using var app = await RunningApp.StartAsync(database);
        var lead = await TheLeadOfAsync(app, database);

        var start = await lead.GetAsync("/");
        var asks = start.Html[start.Html.IndexOf("id=\"now\"", StringComparison.Ordinal)..start.Html.IndexOf("class=\"line across\"", StringComparison.Ordinal)];
        var rows = Rows().Matches(asks).Select(m => m.Value).ToList();

        Assert.True(start.Html.IndexOf("class=\"three\"", StringComparison.Ordinal) is > 0 and var three && three < start.Html.IndexOf("id=\"now\"", StringComparison.Ordinal));
        Assert.Equal(3, Ticks().Count(start.Html));
        await using (var scope = app.Services.CreateAsyncScope())
        await using (var db = database.CreateDbContext())
        {
            var plan = await scope.ServiceProvider.GetRequiredService<FindProgressPlan>().RunAsync();
            var board = await AmbassadorProgressQuery.ListAsync(db, app.Services.GetRequiredService<NodaTime.IClock>().GetCurrentInstant(), default);
            Assert.Equal(board.Where(a => !a.Facts.SteppedDown).Sum(a => a.Pace.ExpectedByNow), plan.Credits);
            Assert.All([plan.ProfilesComplete, plan.Reached, plan.Credits], due => Assert.Contains($"Plan for today: {due:N0}", start.Text, StringComparison.Ordinal));
            var director = app.Visitor(await db.People.SingleAsync(p => db.Branches.Any(b => b.Name == "Utrecht" && b.Director == p.Id)));
            var reading = Readings().Match((await director.GetAsync("/")).Html).Groups[1].Value;
            Assert.Contains(reading, (await director.FollowAsync(await director.GetAsync("/my/launch"))).Text, StringComparison.Ordinal);
        }

        Assert.InRange(Rows().Count(asks.Split("<details>")[0]), 1, 5);
        Assert.Contains("Overdue", rows[0], StringComparison.Ordinal);
        Assert.DoesNotContain("any day", start.Text, StringComparison.Ordinal);
        foreach (var (title, href, words) in Promised(rows))
        {
            var page = await lead.FollowAsync(await lead.GetAsync(href));
            Assert.True(page.Status == HttpStatusCode.OK && page.Text.Contains(words, StringComparison.Ordinal), $"“{title}” leads to {href}, which does not say “{words}”: {page.Heading}");
        }
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_drafts_of_the_start_page_are_the_only_ones_in_the_planner_and_a_closed_topic_says_so_once(Database kind)
    {
        using var database = TestDatabase.On(kind);
        await using var app = await RunningApp.StartAsync(database);
        var lead = await TheLeadOfAsync(app, database);
        await using var db = database.CreateDbContext();
        await db.Database.ExecuteSqlRawAsync("UPDATE topics SET opened_at = NULL");

        var planner = await lead.GetAsync("/infosessions/planner?drafts=yes");
        var publish = await lead.GetAsync("/infosessions/several?act=publish&drafts=all");

        Assert.Contains("Only drafts are shown.", planner.Text, StringComparison.Ordinal);
        Assert.Contains(">Draft<", planner.Html, StringComparison.Ordinal);
        Assert.Equal(Slots().Count(planner.Html), DraftTags().Count(planner.Html));
        foreach (var page in new[] { planner, publish })
        {
            var topics = Notes().Matches(page.Html).Select(m => m.Groups[1].Value).ToList();
            Assert.NotEmpty(topics);
            Assert.Equal(topics.Distinct(), topics);
            Assert.Equal(HttpStatusCode.OK, (await lead.GetAsync($"/topics/{topics[0]}")).Status);
        }

        Assert.DoesNotContain("Open the topic first", publish.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Once_live_the_line_stands_at_the_go_live(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var wave = Domain.Launches.Wave.Plan(
            "Wave 1", A.Monday.InZone(A.Brussels).LocalDateTime.PlusMinutes(30), A.Brussels, [the.Gent.Id], [new Domain.Launches.PlannedCheck("Posters", Domain.Launches.CheckWeight.Must, 0)], A.Acting(the.Lead, the.Gent), A.Monday - NodaTime.Duration.FromDays(3));
        the.Database.Given(wave);
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        Assert.Contains("<b>Today</b>", Current().Match((await app.Visitor(the.Lead).GetAsync("/")).Html).Value, StringComparison.Ordinal);

        await using (var db = the.Database.CreateDbContext())
        {
            the.Clock.Advance(NodaTime.Duration.FromMinutes(31));
            await db.Waves.ExecuteUpdateAsync(w => w.SetProperty(x => x.State, Domain.Launches.WaveState.Live).SetProperty(x => x.LiveAt, the.Clock.Now));
            await db.Launches.ExecuteUpdateAsync(l => l.SetProperty(x => x.State, Domain.Launches.LaunchState.Live));
        }

        var live = (await app.Visitor(the.Lead).GetAsync("/")).Html;
        Assert.Contains("<b>Go-live</b>", Current().Match(live).Value, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>Today</b>", live, StringComparison.Ordinal);
        foreach (var person in new[] { the.Lead, the.SannesPerson, the.Bas })
        {
            Assert.Contains("went live today in Gent.", (await app.Visitor(person).GetAsync("/")).Text, StringComparison.Ordinal);
        }

        the.Clock.Advance(NodaTime.Duration.FromDays(1));
        Assert.DoesNotContain("went live today", (await app.Visitor(the.Bas).GetAsync("/")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Who_made_the_tenth_is_named_to_the_ambassador(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var colleagues = Enumerable.Range(1, 11).Select(i => A.Person(the.Gent, $"Colleague{i} Jansen")).ToList();
        the.Database.Given([.. colleagues]);
        foreach (var colleague in colleagues)
        {
            the.Clock.Advance(NodaTime.Duration.FromMinutes(1));
            await the.AcceptAsync(the.Sanne.Code, colleague);
            await the.ConfirmAsync(the.Sanne.Code, colleague, Domain.Ambassadors.CreditEvidence.SignedIn);
        }

        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);

        Assert.Contains("Colleague10 made it 10.", (await app.Visitor(the.SannesPerson).GetAsync("/")).Text, StringComparison.Ordinal);
    }

    private static async Task<Visitor> TheLeadOfAsync(RunningApp app, TestDatabase database)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<MakeDemo>().RunAsync("plegt-vos");
        var who = await scope.ServiceProvider.GetRequiredService<SignInAs>().RunAsync("lead");
        await using var db = database.CreateDbContext();
        var person = await db.People.SingleAsync(p => p.Id == who!.Person);
        person.SetLanguage("en");
        await db.SaveChangesAsync();
        return app.Visitor(person);
    }

    // What the page behind a row's button has to say, by where it leads.
    private static IEnumerable<(string Title, string Href, string Words)> Promised(IEnumerable<string> rows)
    {
        foreach (var row in rows)
        {
            var (title, href) = (Clean(Title().Match(row).Groups[1].Value), WebUtility.HtmlDecode(Href().Match(row).Groups[1].Value));
            var words = href switch
            {
                _ when href.StartsWith("/launches/", StringComparison.Ordinal) => title.Split(" has ")[0].Split(" must ")[0].Split(" says ")[0],
                _ when href.Contains("drafts=yes", StringComparison.Ordinal) => "Only drafts are shown.",
                _ when href.Contains("/findings", StringComparison.Ordinal) => title.Split('“', '”')[1],
                _ when href.StartsWith("/ambassadors/coverage", StringComparison.Ordinal) => "These wait for you",
                _ when href.StartsWith("/outbox", StringComparison.Ordinal) => "could not be sent",
                _ => "",
            };
            yield return (title, href, words);
        }
    }

    private static string Clean(string html) => WebUtility.HtmlDecode(Regex.Replace(html, "<[^>]*>", "")).Trim();

    [GeneratedRegex("<li>.*?</li>", RegexOptions.Singleline)]
    private static partial Regex Rows();

    [GeneratedRegex("<h3>(.*?)</h3>", RegexOptions.Singleline)]
    private static partial Regex Title();

    [GeneratedRegex("class=\"act\"><a [^>]*href=\"([^\"]*)\"")]
    private static partial Regex Href();

    [GeneratedRegex("class=\"line across\".*?aria-current=\"step\".*?</li>", RegexOptions.Singleline)]
    private static partial Regex Current();

    [GeneratedRegex("class=\"slot")]
    private static partial Regex Slots();

    [GeneratedRegex("class=\"tag\">Draft<")]
    private static partial Regex DraftTags();

    [GeneratedRegex("href=\"/topics/([0-9a-f-]+)#dry-runs\"")]
    private static partial Regex Notes();

    [GeneratedRegex("class=\"c-tick\"")]
    private static partial Regex Ticks();

    [GeneratedRegex("class=\"small far\">.*?</svg><span>([^<]+)</span>", RegexOptions.Singleline)]
    private static partial Regex Readings();
}
