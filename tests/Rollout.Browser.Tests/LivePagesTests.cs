using Microsoft.Playwright;
using NodaTime;
using Rollout.Browser.Tests.Kit;

namespace Rollout.Browser.Tests;

/// <summary>A page that lives is left at any moment, and what comes after it is whole.</summary>
public sealed class LivePagesTests
{
    [Fact]
    public Task A_page_left_before_its_script_came_takes_the_next_one_with_it_never() => Story.TellAsync(async story =>
    {
        var lead = await ThreeTopics.In(story).LeadAsync(story);
        var (asked, left) = (new TaskCompletionSource(), new TaskCompletionSource());
        await lead.Page.RouteAsync("**/js/planner.js", async route =>
        {
            asked.TrySetResult();
            await left.Task;
            await route.ContinueAsync();
        });
        await lead.OpenAsync("/infosessions/planner");
        await asked.Task;

        await lead.FollowAsync(lead.L["series.title"]);
        left.SetResult();

        await lead.Field("Mechelen").CheckAsync();
        await lead.SeesAsync(lead.L["series.room", "Mechelen"]);
    });

    [Fact]
    public Task What_a_link_on_a_living_page_leads_to_runs_its_own_script() => Story.TellAsync(async story =>
    {
        var company = ThreeTopics.In(story);
        var session = company.Given(story, new LocalDate(2026, 12, 7));
        var lead = await company.LeadAsync(story);
        await lead.OpenAsync("/infosessions/planner?week=2026-50");
        await Assertions.Expect(lead.Page.Locator($"#move-{session.Id.Value:N}")).ToBeEnabledAsync();

        await lead.Page.Locator($"a[href='/infosessions/{session.Id.Value}']").First.ClickAsync();
        await lead.FollowAsync(lead.L["poster.title"]);

        await Assertions.Expect(lead.Button(lead.L["poster.print"])).ToBeVisibleAsync();
    });
}
