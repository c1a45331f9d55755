using System.Net;
using NodaTime;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Identity;

public sealed class SessionTests
{
    private readonly StoppedClock _clock = new(A.Monday);

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_role_that_is_taken_away_is_gone_at_the_next_click(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var (lead, other) = GivenTwoLeads(database);
        await using var app = await RunningApp.StartAsync(database, _clock);
        var (visitor, otherVisitor) = (app.Visitor(lead), app.Visitor(other));
        Assert.Equal(HttpStatusCode.OK, (await otherVisitor.GetAsync("/settings")).Status);

        await visitor.SubmitAsync(await RoleFormOf(visitor, other), "/people/roles", ("give", "no"));

        Assert.StartsWith("/denied", (await otherVisitor.GetAsync("/settings")).Location, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_session_of_someone_who_left_ends(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var (lead, _) = GivenTwoLeads(database);
        await using var app = await RunningApp.StartAsync(database, _clock);
        var visitor = app.Visitor(lead);
        await visitor.GetAsync("/my/privacy");
        using (var db = database.CreateDbContext())
        {
            db.People.Single(p => p.Id == lead.Id).Leave();
            db.SaveChanges();
        }

        Assert.Equal("/sign-in?to=%2Fmy%2Fprivacy", (await visitor.GetAsync("/my/privacy")).Location);
        Assert.DoesNotContain("rollout", visitor.Cookies.Keys);
    }

    [Fact]
    public async Task A_form_that_only_has_an_address_to_be_sent_to_comes_back_to_its_page_after_a_sign_in()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var (lead, _) = GivenTwoLeads(database);
        await using var app = await RunningApp.StartAsync(database, _clock);
        var visitor = app.Visitor(lead);
        var page = await visitor.GetAsync("/my/privacy");
        await visitor.SubmitAsync(await visitor.GetAsync("/my/privacy"), "/my/sessions/end-all");

        Assert.Equal("/sign-in?to=%2Fmy%2Fprivacy", (await visitor.SubmitAsync(page, "/my/sessions/end-all")).Location);
    }

    [Fact]
    public async Task A_session_lasts_thirty_days_after_the_last_visit()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var (lead, _) = GivenTwoLeads(database);
        await using var app = await RunningApp.StartAsync(database, _clock);
        var visitor = app.Visitor(lead);

        for (var visit = 0; visit < 3; visit++)
        {
            _clock.Advance(Duration.FromDays(20));
            Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/my/privacy")).Status);
        }

        _clock.Advance(Duration.FromDays(31));
        Assert.StartsWith("/sign-in", (await visitor.GetAsync("/my/privacy")).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_is_a_post_and_ends_the_session()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var (lead, _) = GivenTwoLeads(database);
        await using var app = await RunningApp.StartAsync(database, _clock);
        var visitor = app.Visitor(lead);

        Assert.NotEqual(HttpStatusCode.OK, (await visitor.GetAsync("/sign-out")).Status);
        Assert.Contains("rollout", visitor.Cookies.Keys);
        await visitor.SubmitAsync(await visitor.GetAsync("/my/privacy"), "/sign-out");

        Assert.DoesNotContain("rollout", visitor.Cookies.Keys);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_language_someone_chooses_is_kept_with_them(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var (lead, _) = GivenTwoLeads(database);
        await using var app = await RunningApp.StartAsync(database, _clock);
        var visitor = app.Visitor(lead);

        await visitor.SubmitAsync(await visitor.GetAsync("/my/privacy"), "/language", ("language", "fr"));

        Assert.Contains("Ce que nous gardons à votre sujet", (await visitor.GetAsync("/my/privacy")).Text, StringComparison.Ordinal);
        using var db = database.CreateDbContext();
        Assert.Equal("fr", db.People.Single(p => p.Id == lead.Id).Language);
    }

    [Fact]
    public async Task Every_answer_carries_one_policy_about_what_a_browser_may_do()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var (lead, _) = GivenTwoLeads(database);
        await using var app = await RunningApp.StartAsync(database, _clock);
        var visitor = app.Visitor(lead);

        foreach (var path in new[] { "/", "/settings", "/sign-in", "/brand.css", "/rollout.css", "/no-such-page", "/health/live", "/waves" })
        {
            var headers = (await visitor.GetAsync(path)).Headers;
            Assert.DoesNotContain("\n", headers["Content-Security-Policy"], StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", headers["Content-Security-Policy"], StringComparison.OrdinalIgnoreCase); // nothing inline, nothing evaluated
            Assert.Equal("nosniff", headers["X-Content-Type-Options"]);
            Assert.DoesNotContain("Strict-Transport-Security", headers.Keys);
        }
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.0.0.0/8", true)]
    [InlineData("10.0.0.1", false)]
    [InlineData(null, false)]
    public async Task Https_told_by_a_header_is_believed_from_a_known_proxy_only(string? proxies, bool believed)
    {
        using var database = TestDatabase.On(Database.Sqlite);
        GivenTwoLeads(database);
        await using var app = await RunningApp.StartAsync(database, _clock, new Dictionary<string, string?> { ["ForwardedHeaders:KnownProxies"] = proxies });
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(app.Address, "/sign-in"));
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");

        using var response = await http.SendAsync(request);

        Assert.Equal(believed, response.Headers.Contains("Strict-Transport-Security"));
    }

    private static async Task<Page> RoleFormOf(Visitor visitor, Person person)
    {
        var page = await visitor.GetAsync("/people/roles");
        var form = page.Html.Split("<form").Single(f => f.Contains($"value=\"{person.Id}\"", StringComparison.Ordinal) && f.Contains("value=\"Lead\"", StringComparison.Ordinal));
        return page with { Html = "<form" + form };
    }

    private static (Person Lead, Person Other) GivenTwoLeads(TestDatabase database)
    {
        var branch = A.Branch();
        var (lead, other) = (A.Lead(branch), A.Lead(branch, "Zoë Zonder"));
        database.Given(A.Rollout(), branch, lead, other);
        return (lead, other);
    }
}
