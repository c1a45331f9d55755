using Rollout.Browser.Tests.Kit;
using Rollout.Testing;

namespace Rollout.Browser.Tests;

/// <summary>The layout around every page.</summary>
public sealed class FrameTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public Task A_browser_that_asks_for_Dutch_is_answered_in_Dutch(Database kind) => Story.TellAsync(
        async story =>
        {
            var visitor = await story.VisitorAsync(new Browsing(Language: "nl-BE"));

            await visitor.OpenAsync("/missing");

            await visitor.SeesHeadingAsync("Deze pagina");
            Assert.Equal("nl", await visitor.Page.Locator("html").GetAttributeAsync("lang"));
        },
        kind);
}
