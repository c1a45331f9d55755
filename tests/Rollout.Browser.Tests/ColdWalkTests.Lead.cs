using Microsoft.Playwright;
using NodaTime;
using Rollout.Browser.Tests.Kit;
using Rollout.Testing;

namespace Rollout.Browser.Tests;

/// <summary>What the lead does, at a desk.</summary>
public sealed partial class ColdWalkTests
{
    private const string Topic = "De Brug in je werkdag";

    private static readonly LocalDateTime Moment = new(2026, 12, 16, 9, 0);

    private static string Sample(string name) => Path.Combine(Checkout.Root, "tests/Rollout.App.Tests/Modules/Organisation/Import/Samples", name);

    private static void ItIs(Story story, LocalDateTime then) => story.Clock.Now = then.InZoneStrictly(A.Brussels).ToInstant();

    /// <summary>An empty installation prints the one link that opens it, asks for the lead and the platform, and shows the lead what to do next.</summary>
    private static async Task StartAsync(Story story, BrowserVisitor lead)
    {
        await lead.OpenAsync("/");
        await lead.IsAtAsync("/start");
        await lead.OpenAsync((await story.Rollout.PrintedAsync()).Split(' ', '\n').Last(word => word.Contains("/start?key=", StringComparison.Ordinal)));

        // Wrong input first: the typed text stays, and the page says what is needed.
        await lead.TypeAsync(lead.L["first-start.given-name"], "Mirjam");
        await lead.PressAsync(lead.L["form.next"]);
        await lead.SeesAsync(lead.L["sign-in.email-needed"]);
        Assert.Equal("Mirjam", await lead.Field(lead.L["first-start.given-name"]).InputValueAsync());

        await lead.TypeAsync(lead.L["first-start.infix"], "de");
        await lead.TypeAsync(lead.L["sign-in.family-name"], "Vries");
        await lead.TypeAsync(lead.L["sign-in.email"], Lead);
        await lead.ContinueAsync(1);
        await lead.TypeAsync(lead.L["first-start.branch"], "Utrecht");
        await lead.Field(lead.L["first-start.place"]).SelectOptionAsync("NL Europe/Amsterdam");
        await lead.ContinueAsync(1);

        // The browser's own way back leads to the question before, with its answer.
        await lead.TypeAsync(lead.L["settings.platform"], "De Brug");
        await lead.Page.GoBackAsync();
        Assert.Equal("Utrecht", await lead.Field(lead.L["first-start.branch"]).InputValueAsync());
        await lead.Page.GoForwardAsync();
        await lead.TypeAsync(lead.L["settings.platform"], "De Brug");
        await lead.TypeAsync(lead.L["settings.platform-address"], MailLinks.Platform);
        await lead.TypeAsync(lead.L["settings.company"], "Veldhuis & De Wit");
        await lead.ContinueAsync(2);

        await lead.SeesAsync(lead.L["form.check"]);
        await lead.SeesAsync("Mirjam de Vries");
        await lead.PressAsync(lead.L["first-start.go"]);

        await lead.IsAtAsync("/$");
        await lead.SeesAsync("Mirjam de Vries");
    }

    private static async Task LoadBranchesAndPeopleAsync(BrowserVisitor lead)
    {
        await LoadAsync(lead, "branches", "branches.csv", lead.L["import.preview", 6, 0, 0], lead.L["import.apply-branches"]);
        await LoadAsync(lead, "people", "01_people_nl_excel_cp1252.csv", lead.L["import.preview", 14, 0, 7], lead.L["import.apply-people"]);
        await LoadAsync(lead, "people", "02_people_utf8_bom_comma.csv", lead.L["import.preview", 3, 0, 1], lead.L["import.apply-people"]);
        await lead.OpenAsync("/people");
        await lead.SeesAsync("Bjørn Müller–Ångström");
        await lead.SeesAsync("Céline O'Neill, Jr.");
    }

    private static async Task LoadAsync(BrowserVisitor lead, string what, string file, string preview, string apply)
    {
        await lead.OpenAsync($"/people/import?what={what}");
        await lead.Page.SetInputFilesAsync("#File", Sample(file));
        await lead.PressAsync(lead.L["import.look"]);
        await lead.SeesHeadingAsync(preview);
        await lead.PressAsync(apply);
        await Assertions.Expect(lead.Page.Locator(".ok")).ToBeVisibleAsync();
    }

    private static async Task NameDirectorAsync(BrowserVisitor lead, string branch, string director)
    {
        await lead.OpenAsync("/branches");
        await lead.FollowAsync(branch);
        await lead.SelectAsync(lead.L["branches.director"], director);
        await lead.PressAsync(lead.L["branches.save", branch]);
        await lead.IsAtAsync("/branches$");
    }

    private static async Task NameFacilitatorAsync(BrowserVisitor lead, string name)
    {
        await lead.OpenAsync("/people/roles");
        await lead.TypeAsync(lead.L["roles.search"], name);
        await lead.PressAsync(lead.L["people.find"]);
        await lead.Page.Locator("section[aria-labelledby=else] form:has(input[value=Facilitator]) button[name=give]").ClickAsync();
        await Assertions.Expect(lead.Page.Locator("section[aria-labelledby=now]")).ToContainTextAsync(name);
    }

    /// <summary>A topic, and a dry-run to which a key user comes.</summary>
    private static async Task PlanDryRunAsync(Story story, BrowserVisitor lead)
    {
        await lead.OpenAsync("/topics/new");
        await lead.Page.Locator("#Title").FillAsync(Topic); // the translations, folded below, have the same labels
        await lead.ContinueAsync(4);
        await lead.PressAsync(lead.L["topic.save"]);
        await lead.FollowAsync(Topic);
        await lead.FollowAsync(lead.L["dry-run.title"]);
        await lead.TypeAsync(lead.L["plan.date"], "2026-11-24");
        await lead.TypeAsync(lead.L["plan.hour"], "10:00");
        await lead.SelectAsync(lead.L["plan.branch"], "Utrecht");
        await lead.TypeAsync(lead.L["plan.place"], "Kantine");
        await lead.PressAsync(lead.L["dry-run.plan"]);
        var keyUsers = lead.Page.Url;
        await lead.TypeAsync(lead.L["people.search"], "Spatie");
        await lead.PressAsync(lead.L["my-colleagues.search-go"]);
        await lead.Page.GetByLabel("Nina Spatie").CheckAsync();
        await lead.PressAsync(lead.L["key-users.do"]);
        await lead.SeesAsync(lead.L.Count("key-users.done", 1));

        await KeyUserComesAsync(story, lead, keyUsers.Replace("/key-users", "/people", StringComparison.Ordinal).Split('?')[0]);
        await lead.OpenAsync("/topics");
        await lead.FollowAsync(Topic);
        await lead.FollowAsync(lead.L.Count("findings.open", 1, 1));
        await lead.Page.Locator("main .dep a.btn").ClickAsync();
        await lead.TypeAsync(lead.L["finding.words"], "Er komt een pauze in.");
        await lead.PressAsync(lead.L["finding.save"]);
        await lead.PressAsync(lead.L["topics.do-open-topic"]);
        await lead.OpenAsync("/topics");
        await lead.SeesAsync(lead.L["topics.open"]);
    }

    private static async Task PlanTwentySixAsync(BrowserVisitor lead)
    {
        await lead.OpenAsync("/infosessions/new");
        await LayOutAsync(lead, "Gent", "Anne-Sophie De Clercq", "10:00, 14:00", ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag"]);
        await MakeAsync(lead, 20);
        await lead.PressAsync(lead.L["series.again"]);
        await lead.Field("Gent").UncheckAsync();
        await lead.Field("Anne-Sophie De Clercq").UncheckAsync();
        await lead.Field("dinsdag").UncheckAsync();
        await lead.Field("vrijdag").UncheckAsync();
        await LayOutAsync(lead, "Utrecht", "Otto Outlook", "10:00", []);
        await MakeAsync(lead, 6);
        await lead.OpenAsync("/infosessions");
        await lead.SeesAsync(lead.L.Count("infosessions.count", 26));

        await lead.OpenAsync("/infosessions/tell");
        await lead.PressAsync(lead.L["tell.do"]);
        await lead.SeesHeadingAsync(lead.L["tell.done"]);
    }

    private static async Task LayOutAsync(BrowserVisitor lead, string branch, string facilitator, string hours, string[] days)
    {
        await lead.Field(branch).CheckAsync();
        await lead.TypeAsync(lead.L["series.room", branch], "Refter");
        await lead.TypeAsync(lead.L["series.from"], "2026-11-30");
        await lead.TypeAsync(lead.L["series.weeks"], "2");
        await lead.TypeAsync(lead.L["series.hours"], hours);
        foreach (var tick in (string[])[facilitator, .. days])
        {
            await lead.Field(tick).CheckAsync();
        }
    }

    private static async Task MakeAsync(BrowserVisitor lead, int number)
    {
        await lead.PressAsync(lead.L["series.look"]);
        await lead.SeesAsync(lead.L["series.made-of", number, number]);
        await lead.Page.GetByLabel(lead.L["plan.publish"]).CheckAsync();
        await lead.PressAsync(lead.L.Count("series.make", number));
        await lead.SeesHeadingAsync(lead.L.Count("series.done-published", number));
    }

    private static async Task PlanWaveAsync(BrowserVisitor lead)
    {
        await lead.OpenAsync("/waves/plan");
        await lead.TypeAsync(lead.L["wave.day"], "2026-12-16");
        await lead.TypeAsync(lead.L["wave.hour"], "09:00");
        await lead.ContinueAsync(1);
        foreach (var branch in (string[])["Antwerpen", "Brussel", "Luik", "Amsterdam", "Eindhoven"])
        {
            await lead.Page.Locator("#Branches").GetByLabel(branch).UncheckAsync();
        }

        await lead.ContinueAsync(2);

        // Measures this small company cannot meet are unticked; the kick-off stays.
        await lead.Page.GetByLabel(lead.L["readiness.ambassadors-name"], new() { Exact = true }).UncheckAsync();
        await lead.Page.GetByLabel(lead.L["readiness.director-profile"], new() { Exact = true }).UncheckAsync();
        await lead.ContinueAsync(2);
        await lead.PressAsync(lead.L["wave.plan-button"]);
        await lead.SeesAsync(lead.L["launch.standing.none"]);
        Assert.Equal(0, await lead.Page.GetByRole(AriaRole.Button, new() { Name = lead.L["wave.start", ""] }).CountAsync());
        await lead.PressAsync(lead.L.Count("wave.ask", 2));
        await lead.SeesAsync(lead.L.Count("wave.asked", 2));
    }

    /// <summary>The lead starts the wave; at the moment both branches go live, and an open control room shows it.</summary>
    private static async Task GoLiveAsync(Story story, BrowserVisitor lead)
    {
        await lead.OpenAsync("/waves");
        await lead.FollowAsync(lead.L["wave.name-of", 1]);
        await lead.PressAsync(lead.L["wave.start", lead.L["wave.name-of", 1]]);
        var room = await lead.OpenAnotherAsync(new Uri(lead.Page.Url).AbsolutePath + "/control-room");
        var heading = room.GetByRole(AriaRole.Heading, new() { Level = 1 });
        await Assertions.Expect(heading).ToContainTextAsync(lead.L.Count("control.all-in", 2, lead.L["wave.name-of", 1]));

        ItIs(story, Moment.PlusSeconds(2));
        await Assertions.Expect(heading).ToContainTextAsync(lead.L.Count("control.all-live", 2));
        await RollCallAsync(story);
        await Assertions.Expect(room.Locator("body")).ToContainTextAsync("Wifi in de refter valt weg");
    }
}
