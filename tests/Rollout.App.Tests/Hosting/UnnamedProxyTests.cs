using System.Net;
using Rollout.App.Hosting;
using Rollout.App.Hosting.Checks;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Hosting;

/// <summary>A reverse proxy that is not among the known ones makes all visitors look like one; it is recognised by what comes through it.</summary>
public sealed class UnnamedProxyTests
{
    private readonly StoppedClock _clock = new(A.Monday);

    [Theory]
    [InlineData(Database.Sqlite, null, 100, true)]
    [InlineData(Database.Postgres, null, 100, true)]
    [InlineData(Database.Sqlite, "10.0.0.1", 100, true)]
    [InlineData(Database.Sqlite, "127.0.0.1", 100, false)]
    [InlineData(Database.Sqlite, null, 60, false)]
    public async Task A_proxy_that_passes_on_nearly_all_requests_and_is_not_named_is_said_by_its_address(Database kind, string? named, int percent, bool said)
    {
        using var database = TestDatabase.On(kind);
        var lead = GivenALead(database);
        await using var app = await RunningApp.StartAsync(database, _clock, new Dictionary<string, string?> { ["ForwardedHeaders:KnownProxies"] = named });
        using var http = new HttpClient();
        for (var i = 0; i < UnnamedProxies.Sample; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(app.Address, "/sign-in"));
            if (i * 100 < percent * UnnamedProxies.Sample)
            {
                request.Headers.Add("X-Forwarded-For", $"203.0.113.{i}");
            }

            using var answer = await http.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        var page = await app.Visitor(lead).GetAsync("/check");
        Assert.Equal(said, page.Text.Contains("set ForwardedHeaders:KnownProxies to 127.0.0.1", StringComparison.Ordinal));
        using var output = new StringWriter();
        await app.Web.CheckAsync(output, default);
        Assert.Equal(said, output.ToString().Contains("WARN  Proxy: 127.0.0.1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_proxy_that_says_nothing_of_visitors_is_recognised_by_the_many_who_come_through_it()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var lead = GivenALead(database);
        await using var app = await RunningApp.StartAsync(database, _clock);
        for (var i = 0; i < UnnamedProxies.Sample; i++)
        {
            var visitor = app.Visitor();
            visitor.Cookies["rollout"] = $"someone-{i % 12}";
            await visitor.GetAsync("/sign-in");
        }

        Assert.Contains("set ForwardedHeaders:KnownProxies to 127.0.0.1", (await app.Visitor(lead).GetAsync("/check")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_site_that_is_opened_by_https_and_served_by_http_has_a_proxy_to_name()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var lead = GivenALead(database);
        await using var app = await RunningApp.StartAsync(database, _clock, new Dictionary<string, string?> { ["BaseAddress"] = "https://rollout.voorbeeld.be" });

        Assert.Contains("no proxy is named", (await app.Visitor(lead).GetAsync("/check")).Text, StringComparison.Ordinal);
    }

    private static Person GivenALead(TestDatabase database)
    {
        var branch = A.Branch();
        var lead = A.Lead(branch);
        database.Given(A.Rollout(), branch, lead);
        return lead;
    }
}
