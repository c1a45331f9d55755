using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Rollout.App.Shared.Localization;
using Rollout.Browser.Tests.Kit;

namespace Rollout.Browser.Tests;

/// <summary>
/// Crawls every linked page as each kind of person, in the demo: it exists, is allowed, reads well, fits a phone, and axe finds nothing on it, light and dark,
/// narrow and wide.
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
    public Task No_link_leads_to_a_page_that_is_missing_forbidden_broken_or_unreadable(string role) => Crawl.AsAsync(demo, role, LookedAt);

    [Fact]
    public async Task Every_kind_of_message_has_a_name()
    {
        await using var db = demo.Rollout.Database.CreateDbContext();
        var words = Localizer.In("nl");

        var abouts = await db.Outbox.Select(m => m.About).Distinct().ToListAsync();

        Assert.NotEmpty(abouts);
        Assert.All(abouts, about => Assert.True(words.Has($"outbox.about-{about}") || words.Has($"nudge.{about}.name"), about));
    }
}

/// <summary>The same crawl on PostgreSQL, where every page must answer; its looks are checked on SQLite.</summary>
public sealed class CrawlOnPostgresTests(DemoOnPostgres demo) : IClassFixture<DemoOnPostgres>
{
    [Theory]
    [InlineData("employee")]
    [InlineData("ambassador")]
    [InlineData("director")]
    [InlineData("facilitator")]
    [InlineData("lead")]
    public Task No_link_leads_to_a_page_that_is_missing_forbidden_or_broken(string role) => Crawl.AsAsync(demo, role, lookedAt: null);
}
