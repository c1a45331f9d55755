using Microsoft.Playwright;
using NodaTime;
using Rollout.Browser.Tests.Kit;
using Rollout.Domain.Launches;
using Rollout.Testing;

namespace Rollout.Browser.Tests;

/// <summary>Leaving an interactive page at any moment leaves the next page intact.</summary>
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

    [Fact]
    public Task What_was_read_to_draw_a_live_page_is_not_read_again_when_it_comes_to_life() => Story.TellAsync(async story =>
    {
        using var reads = new Reads(story.Rollout.Database.Folder);
        var company = ThreeTopics.In(story);
        var session = company.Given(story, new LocalDate(2026, 12, 7));
        var wave = GivenAWave(story, company);
        var lead = await company.LeadAsync(story);
        await reads.HearAsync(() => lead.OpenAsync("/topics"));

        await lead.OpenAsync("/infosessions/planner?week=2026-50");
        await Assertions.Expect(lead.Page.Locator($"#move-{session.Id.Value:N}")).ToBeEnabledAsync();
        var planner = reads.Of("topics");
        await lead.OpenAsync($"/waves/{wave}/control-room");
        await Assertions.Expect(lead.Page.Locator("[data-clock]")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^[0-9]{2}:[0-9]{2}:[0-9]{2}$"));
        var room = reads.Of("wave_events");

        Assert.True(planner.Count > 0 && planner.Distinct().Count() == planner.Count, string.Join(Environment.NewLine, planner));
        Assert.Single(room);
    });

    [Fact]
    public Task A_lost_connection_is_said_in_a_dialog_that_goes_when_it_is_back() => Story.TellAsync(async story =>
    {
        var lead = await ThreeTopics.In(story).LeadAsync(story, "nl");
        IWebSocketRoute? socket = null;
        await lead.Page.RouteWebSocketAsync("**/_blazor*", route =>
        {
            route.ConnectToServer();
            socket = route;
        });
        await lead.OpenAsync("/infosessions/new");
        await lead.Field("Mechelen").CheckAsync();
        await lead.SeesAsync(lead.L["series.room", "Mechelen"]);
        await lead.Page.RouteAsync("**/_blazor/negotiate*", route => route.AbortAsync());

        await socket!.CloseAsync();
        var dialog = lead.Page.GetByRole(AriaRole.Dialog, new() { Name = lead.L["layout.connection-lost"] });
        await Assertions.Expect(dialog.GetByRole(AriaRole.Button, new() { Name = lead.L["layout.connection-try"] })).ToBeVisibleAsync();
        Assert.Empty(await Axe.LookAtAsync(lead.Page, "connection lost"));

        await lead.Page.UnrouteAsync("**/_blazor/negotiate*");
        await lead.Button(lead.L["layout.connection-try"]).ClickAsync();
        await Assertions.Expect(dialog).ToBeHiddenAsync();
        await Assertions.Expect(lead.Field("Mechelen")).ToBeCheckedAsync();
    });

    [Fact]
    public Task A_wall_finds_its_way_back_to_a_server_that_was_started_anew() => Story.TellAsync(async story =>
    {
        var company = ThreeTopics.In(story);
        var wave = GivenAWave(story, company);
        var wall = await company.LeadAsync(story);
        await wall.OpenAsync($"/waves/{wave}/control-room");
        await Assertions.Expect(wall.Page.Locator("[data-clock]")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^[0-9]{2}:[0-9]{2}:[0-9]{2}$"));
        await wall.Page.EvaluateAsync("() => document.body.dataset.before = 'yes'");

        await story.RestartAsync();

        await Assertions.Expect(wall.Page.Locator("body[data-before]")).ToHaveCountAsync(0, new() { Timeout = 60_000 });
        await Assertions.Expect(wall.Page.Locator("[data-clock]")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^[0-9]{2}:[0-9]{2}:[0-9]{2}$"));
    });

    private static WaveId GivenAWave(Story story, ThreeTopics company)
    {
        var wave = Wave.Plan("Wave 1", new LocalDateTime(2026, 12, 4, 9, 0), A.Brussels, [company.Branches[0].Id], [new PlannedCheck("Room", CheckWeight.Should, 5)], A.Acting(company.Lead, company.Branches[0]), A.Monday);
        story.Rollout.Database.Given(wave);
        return wave.Id;
    }
}
