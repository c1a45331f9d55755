using System.Collections.Concurrent;
using Rollout.Browser.Tests.Kit;

namespace Rollout.Browser.Tests;

/// <summary>
/// Every page that links lead to, as each kind of person, in the demo: it is there, it is theirs, it reads well, it fits a phone, and axe
/// finds nothing on it, light and dark, narrow and wide.
/// </summary>
public sealed class CrawlTests(DemoRollout demo) : IClassFixture<DemoRollout>
{
    private static readonly ConcurrentDictionary<string, bool> LookedAt = new();

    [Theory]
    [InlineData("anonymous")]
    [InlineData("employee")]
    [InlineData("ambassador")]
    [InlineData("director")]
    [InlineData("facilitator")]
    [InlineData("lead")]
    public async Task No_link_leads_to_a_page_that_is_missing_forbidden_broken_or_unreadable(string role)
    {
        // Dutch, so that the name of an enum stands out.
        var visitor = await demo.VisitorAsync(role, new Browsing(360, Language: "nl-BE"));
        var crawl = new Crawl(visitor, LookedAt);

        var found = await crawl.RunAsync("/", "/infosessions", "/my/privacy", "/sign-in");

        await File.WriteAllLinesAsync(Path.Combine(Directory.CreateDirectory(Checkout.Artifacts).FullName, $"crawl-{role}.txt"), [.. crawl.Shapes.Order(), "", .. found]);
        await visitor.Context.CloseAsync();
        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
        Assert.Empty(visitor.Troubles);
        Assert.Empty(demo.Rollout.Troubles.All);
    }
}
