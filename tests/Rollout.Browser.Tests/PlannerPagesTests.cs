using Microsoft.Playwright;
using NodaTime;
using Rollout.Browser.Tests.Kit;

namespace Rollout.Browser.Tests;

/// <summary>The pages of the planner in intermediate states: axe finds nothing, and every text is in the reader's language.</summary>
public sealed class PlannerPagesTests
{
    [Theory]
    [InlineData("en")]
    [InlineData("nl")]
    [InlineData("fr")]
    public Task They_can_be_used_by_everyone_in_their_own_language(string language) => Story.TellAsync(async story =>
    {
        var company = ThreeTopics.In(story);
        var session = company.Given(story, new LocalDate(2026, 12, 7));
        var lead = await company.LeadAsync(story, language);
        var found = new List<string>();
        async Task LookAsync(string name)
        {
            found.AddRange(language == "en" ? [] : await Reading.OfAsync(lead.Page, name));
            found.AddRange(await Axe.LookAtAsync(lead.Page, name));
            await lead.Page.SetViewportSizeAsync(360, 780);
            found.AddRange(await Reading.OverflowOfAsync(lead.Page, name));
            await lead.Page.SetViewportSizeAsync(1440, 900);
        }

        await lead.OpenAsync("/infosessions/new");
        await lead.PressAsync(lead.L["series.look"]);
        await lead.SeesAsync(lead.L["series.days-needed"]);
        await LookAsync("a series with errors");
        await lead.Field("Gent").CheckAsync();
        await lead.TypeAsync(lead.L["series.from"], "2026-12-07");
        await lead.TypeAsync(lead.L["series.weeks"], "3");
        await lead.Page.Locator("#Days input").Nth(0).CheckAsync();
        await lead.Page.Locator("#Days input").Nth(4).CheckAsync();
        await lead.TypeAsync(lead.L["series.hours"], "10:00 16:30");
        await lead.Field("Joost Maes").CheckAsync();
        await lead.PressAsync(lead.L["series.look"]);
        await lead.SeesAsync(lead.L["series.made-of", 4, 12]);
        await LookAsync("the preview of a series");

        await lead.OpenAsync("/infosessions/planner?week=2026-50");
        var move = lead.Page.Locator($"#move-{session.Id.Value:N}");
        await Assertions.Expect(move).ToBeEnabledAsync();
        await lead.Page.Locator(".slot .box").CheckAsync();
        await lead.SeesAsync(lead.L.Count("chosen.count", 1));
        await LookAsync("the week, one chosen");
        await move.ClickAsync();
        await lead.SeesAsync(lead.L["move.keys"]);
        await LookAsync("the week, one in hand");
        await lead.OpenAsync($"/infosessions/planner?week=2026-50&by=facilitator&of={company.Facilitators[1].Id.Value}");
        await Assertions.Expect(move).ToBeEnabledAsync();
        await move.PressAsync("Enter");
        await lead.Page.Keyboard.PressAsync("ArrowRight");
        await lead.SeesAsync(lead.L["move.free"]);
        await LookAsync("the week hour by hour, one in hand");

        foreach (var path in (string[])["several?act=publish&drafts=all", $"several?act=change&s={session.Id.Value}", $"several?act=cancel&s={session.Id.Value}", $"copy?s={session.Id.Value}", $"{session.Id.Value}/split"])
        {
            await lead.OpenAsync("/infosessions/" + path);
            await Assertions.Expect(lead.Page.Locator("form.form, .empty")).ToHaveCountAsync(1);
            await LookAsync(path.Split('?')[0]);
        }

        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
    });
}
