using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using NodaTime;
using Rollout.Browser.Tests.Kit;
using Rollout.Domain.Infosessions;
using Rollout.Testing;

namespace Rollout.Browser.Tests;

/// <summary>The lead lays out a programme, previews it, and moves infosessions: with the keyboard, with the mouse, and with neither arrows nor dragging.</summary>
public sealed class PlannerStoryTests
{
    private static readonly LocalDate Monday = new(2026, 12, 7);

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public Task Twenty_six_infosessions_of_three_topics_are_planned_from_nothing(Database kind) => Story.TellAsync(
        async story =>
        {
            var company = ThreeTopics.In(story);
            var lead = await company.LeadAsync(story);
            await lead.OpenAsync("/infosessions/planner");
            await lead.FollowAsync(lead.L["series.title"]);

            // Rooms are typed once, and then suggested.
            foreach (var branch in company.Branches)
            {
                await lead.Field(branch.Name).CheckAsync();
                await lead.TypeAsync(lead.L["series.room", branch.Name], "Refter");
            }

            await lead.TypeAsync(lead.L["series.from"], "2026-12-07");
            await lead.TypeAsync(lead.L["series.weeks"], "2");
            await lead.Field("Tuesday").CheckAsync();
            await lead.TypeAsync(lead.L["series.hours"], "10:00");
            foreach (var facilitator in company.Facilitators)
            {
                await lead.Field(facilitator.Name).CheckAsync();
            }

            await MakeAsync(lead, 10);
            await lead.PressAsync(lead.L["series.again"]);
            await lead.SelectAsync(lead.L["infosessions.topic"], "Bellen en chatten");
            await lead.TypeAsync(lead.L["series.hours"], "13h");
            await MakeAsync(lead, 10);

            // At the time of the others nobody is free, which the preview says before anything is created.
            await lead.PressAsync(lead.L["series.again"]);
            await lead.SelectAsync(lead.L["infosessions.topic"], "Sociale media");
            foreach (var branch in company.Branches.Skip(3))
            {
                await lead.Field(branch.Name).UncheckAsync();
            }

            await lead.PressAsync(lead.L["series.look"]);
            await lead.SeesAsync(lead.L["series.made-of", 0, 6]);
            await lead.SeesAsync("already gives");
            await lead.PressAsync(lead.L["plan.change"]);
            await lead.TypeAsync(lead.L["series.hours"], "15:00");
            await MakeAsync(lead, 6);

            await using var db = story.Rollout.Database.CreateDbContext();
            var made = await db.Infosessions.AsNoTracking().ToListAsync();
            Assert.Equal(26, made.Count);
            Assert.All(made, m => Assert.Equal(InfosessionState.Published, m.State));
            Assert.Empty(
                from one in made
                from other in made
                where one.Id != other.Id && one.StartsAt < other.EndsAt && one.EndsAt > other.StartsAt && (one.Facilitator == other.Facilitator || one.Branch == other.Branch)
                select one);
        },
        kind);

    [Fact]
    public Task An_infosession_is_carried_with_the_keyboard_and_who_has_a_place_is_told_after_a_yes() => Story.TellAsync(async story =>
    {
        var company = ThreeTopics.In(story);
        var session = company.Given(story, Monday);
        var jan = A.Person(company.Branches[1], "Jan van den Berg", "jan@voorbeeld.be");
        story.Rollout.Database.Given(jan, Registration.Of(jan.Id, session.Id, A.Monday));
        await using (var db = story.Rollout.Database.CreateDbContext())
        {
            await db.Infosessions.ExecuteUpdateAsync(s => s.SetProperty(x => x.Taken, 1));
        }

        var lead = await company.LeadAsync(story);
        await lead.OpenAsync("/infosessions/planner?week=2026-50");
        var move = lead.Page.Locator($"#move-{session.Id.Value:N}");
        var spoken = lead.Page.Locator("[aria-live=assertive]");
        await Assertions.Expect(move).ToBeEnabledAsync();
        await move.FocusAsync();

        await lead.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(spoken).ToContainTextAsync("picked up");
        await lead.Page.Keyboard.PressAsync("ArrowLeft");
        await Assertions.Expect(spoken).ToContainTextAsync("Sunday 6 December, 10:00. Gent works from");
        await lead.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(spoken).ToContainTextAsync("stays on Monday 7 December, 10:00");
        Assert.Equal(session.Starts, (await StoredAsync(story, session)).Starts);

        // Escape also puts back once the focus has gone elsewhere.
        await lead.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(lead.Page.Locator(".moving")).ToBeVisibleAsync();
        await lead.Page.Locator("a.plate").FocusAsync();
        await lead.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(lead.Page.Locator(".moving")).ToHaveCountAsync(0);
        await Assertions.Expect(move).ToBeFocusedAsync();

        await lead.Page.Keyboard.PressAsync("Space");
        await lead.Page.Keyboard.PressAsync("ArrowRight");
        await lead.Page.Keyboard.PressAsync("Shift+ArrowDown");
        await lead.Page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(spoken).ToContainTextAsync("Tuesday 8 December, 10:45");
        await lead.Page.Keyboard.PressAsync("Enter");
        await lead.SeesAsync(lead.L.Count("move.tells", 1));
        Assert.Equal(session.Starts, (await StoredAsync(story, session)).Starts);
        await Assertions.Expect(lead.Page.Locator("#move-confirm")).ToBeFocusedAsync();
        Assert.Empty(await Axe.LookAtAsync(lead.Page, "confirming a move"));
        await lead.Button(lead.L.Count("move.do-and-tell", 1)).PressAsync("Enter");

        await lead.SeesAsync(lead.L["move.moved", company.Topics[0].Title, "Tuesday 8 December, 10:45"]);
        await Assertions.Expect(move).ToBeFocusedAsync();
        Assert.Equal(new LocalDateTime(2026, 12, 8, 10, 45), (await StoredAsync(story, session)).Starts);
        await story.Mails.WaitForAsync("jan@voorbeeld.be", "8 December");
    });

    [Fact]
    public Task It_is_dragged_to_an_hour_taken_back_and_moved_by_typing() => Story.TellAsync(async story =>
    {
        var company = ThreeTopics.In(story);
        var session = company.Given(story, Monday);
        var lead = await company.LeadAsync(story);
        await lead.OpenAsync($"/infosessions/planner?week=2026-50&of={company.Branches[1].Id.Value}");
        var move = lead.Page.Locator($"#move-{session.Id.Value:N}");
        await Assertions.Expect(move).ToBeEnabledAsync();

        await lead.Page.Locator(".slot").DragToAsync(lead.Page.Locator(".lane").Nth(2).Locator("[data-at=\"11:30\"]"));
        await lead.SeesAsync(lead.L["move.moved", company.Topics[0].Title, "Wednesday 9 December, 11:30"]);
        Assert.Equal(new LocalDateTime(2026, 12, 9, 11, 30), (await StoredAsync(story, session)).Starts);

        await lead.Button(lead.L["move.undo"]).ClickAsync();
        await lead.SeesAsync(lead.L["move.moved", company.Topics[0].Title, "Monday 7 December, 10:00"]);
        Assert.Equal(session.Starts, (await StoredAsync(story, session)).Starts);

        await move.ClickAsync();
        await lead.TypeAsync(lead.L["plan.date"], "2026-12-25");
        await lead.Button(lead.L["move.here"]).ClickAsync();
        await lead.SeesAsync("Friday 25 December is a public holiday there");
        await lead.TypeAsync(lead.L["plan.date"], "2026-12-23");
        await lead.Button(lead.L["move.here"]).ClickAsync();
        await lead.SeesAsync(lead.L["planner.heading", 52, "Mon 21 Dec", "Fri 25 Dec"]);
        Assert.Equal(new LocalDateTime(2026, 12, 23, 10, 0), (await StoredAsync(story, session)).Starts);
    });

    private static async Task MakeAsync(BrowserVisitor lead, int number)
    {
        await lead.PressAsync(lead.L["series.look"]);
        await lead.SeesAsync(lead.L["series.made-of", number, number]);
        await lead.Page.GetByLabel(lead.L["plan.publish"]).CheckAsync();
        await lead.PressAsync(lead.L.Count("series.make", number));
        await lead.SeesHeadingAsync(lead.L.Count("series.done-published", number));
    }

    private static async Task<Infosession> StoredAsync(Story story, Infosession session)
    {
        await using var db = story.Rollout.Database.CreateDbContext();
        return await db.Infosessions.AsNoTracking().SingleAsync(s => s.Id == session.Id);
    }
}
