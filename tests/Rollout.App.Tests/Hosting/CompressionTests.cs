using System.Net;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Hosting;

/// <summary>What is sent small, what a browser keeps, and what must not be compressed.</summary>
public sealed class CompressionTests
{
    [Theory]
    [InlineData("none", "br")]
    [InlineData("same-origin", "br")]
    [InlineData("cross-site", null)]
    [InlineData("same-site", null)]
    [InlineData(null, null)]
    public async Task A_page_of_someone_signed_in_is_compressed_only_when_no_other_site_made_the_browser_ask(string? site, string? encoding)
    {
        using var database = TestDatabase.On(Database.Sqlite);
        await using var app = await RunningApp.StartAsync(database);
        var (name, value) = app.CookieOf(Given(database));

        using var answer = await new FirstLoad(app.Address, $"{name}={value}").AskAsync("/people", site);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(encoding, answer.Content.Headers.ContentEncoding.SingleOrDefault());
    }

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("br", "br")]
    [InlineData("identity", null)]
    public async Task A_page_for_anyone_is_compressed_as_the_browser_can_read_it(string accepts, string? encoding)
    {
        using var database = TestDatabase.On(Database.Sqlite);
        await using var app = await RunningApp.StartAsync(database);
        Given(database);

        using var answer = await new FirstLoad(app.Address).AskAsync("/infosessions", fetchSite: null, accepts);

        Assert.Equal(encoding, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Contains("Accept-Encoding", answer.Headers.Vary);
    }

    [Fact]
    public async Task Styles_and_scripts_named_by_a_page_are_really_compressed_and_kept_for_good()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        await using var app = await RunningApp.StartAsync(database);
        var lead = Given(database);
        var (name, value) = app.CookieOf(lead);
        var load = new FirstLoad(app.Address, $"{name}={value}");
        var (_, _, html) = await load.OfAsync("/infosessions/planner");
        var named = System.Text.RegularExpressions.Regex.Matches(html, "(?:href|src)=\"([^\"]+\\.(?:css|js))\"").Select(m => m.Groups[1].Value).ToList();

        Assert.Equal(6, named.Count);
        foreach (var asset in named)
        {
            using var small = await load.AskAsync(asset, "same-origin", "gzip");
            using var whole = await load.AskAsync(asset, "same-origin", "identity");
            var (bytes, all) = ((await small.Content.ReadAsByteArrayAsync()).Length, (await whole.Content.ReadAsByteArrayAsync()).Length);
            Assert.True(bytes < all * .6 || all < 1_000, $"{asset}: {bytes} of {all}");
            Assert.Contains("immutable", small.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        }
    }

    private static Person Given(TestDatabase database)
    {
        var branch = A.Branch();
        var lead = A.Lead(branch);
        database.Given(A.Rollout(), branch, lead);
        return lead;
    }
}
