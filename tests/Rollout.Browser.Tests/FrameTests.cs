using Microsoft.Playwright;
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

    [Fact]
    public Task A_chosen_day_is_said_in_words_beside_its_field_for_a_browser_may_write_the_month_first() => Story.TellAsync(async story =>
    {
        var branch = A.Branch();
        var lead = A.Lead(branch);
        story.Rollout.Database.Given(A.Rollout(), branch, lead);
        var visitor = await story.SignedInAsync(lead, new Browsing(Language: "nl-BE"));

        await visitor.OpenAsync("/waves/phases");
        await visitor.Page.Locator("#From").FillAsync("2027-03-04");

        await Assertions.Expect(visitor.Page.Locator("#From + output")).ToHaveTextAsync("donderdag 4 maart 2027");
    });
}
