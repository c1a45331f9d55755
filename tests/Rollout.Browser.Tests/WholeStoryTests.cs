using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NodaTime;
using Rollout.App.Modules.Nudges;
using Rollout.App.Modules.Organisation.FirstStart;
using Rollout.Browser.Tests.Kit;
using Rollout.Testing;

namespace Rollout.Browser.Tests;

/// <summary>
/// A company goes live, as its people see it: from an empty database and two staff files to two branches live and roll-calls coming in. The test controls the
/// clock.
/// </summary>
public sealed class WholeStoryTests
{
    private const string Lead = "mirjam@voorbeeld.nl";
    private const string Zoe = "zoe.dhondt@voorbeeld.be";
    private const string Renee = "renee.vanthoff@voorbeeld.nl";
    private const string Fons = "fons.deeltijds@voorbeeld.be";
    private const string Jan = "jan.vandenberg@voorbeeld.be";

    private static readonly LocalDateTime Moment = new(2026, 12, 16, 9, 0);

    private static string Sample(string name) => Path.Combine(Checkout.Root, "tests/Rollout.App.Tests/Modules/Organisation/Import/Samples", name);

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public Task A_company_goes_live(Database kind) => Story.TellAsync(
        async story =>
        {
            var lead = await story.VisitorAsync();
            await StartAsync(story, lead);
            await LoadBranchesAndPeopleAsync(lead);
            await NameDirectorAsync(lead, "Gent", "Zoë D’Hondt, Winkelmedewerker");
            await NameDirectorAsync(lead, "Utrecht", "Renée van 't Hoff, Planner");

            var code = await AppointAsync(story, lead);
            await ColleagueConfirmsAsync(story, code);
            await PlanInfosessionAsync(lead);
            await SignUpAndWithdrawAsync(story);

            await PlanWaveAsync(lead);
            await SignAsync(story, Zoe, "Gent");
            await SignAsync(story, Renee, "Utrecht");
            await NudgeAsync(story);
            await GoLiveAsync(story, lead);
        },
        kind);

    /// <summary>An empty installation asks for the lead and the platform, and shows the lead what to do next.</summary>
    private static async Task StartAsync(Story story, BrowserVisitor lead)
    {
        await lead.OpenAsync("/");
        await lead.IsAtAsync("/start");
        var key = story.Rollout.Services.GetRequiredService<SetupKey>().GetOrMake();
        await lead.OpenAsync($"/start?key={key}");

        // Wrong input first: the typed text stays, and the page says what is needed.
        await lead.TypeAsync(lead.L["first-start.given-name"], "Mirjam");
        await lead.PressAsync(lead.L["first-start.go"]);
        await lead.SeesAsync(lead.L["sign-in.email-needed"]);
        Assert.Equal("Mirjam", await lead.Field(lead.L["first-start.given-name"]).InputValueAsync());

        await lead.TypeAsync(lead.L["first-start.infix"], "de");
        await lead.TypeAsync(lead.L["sign-in.family-name"], "Vries");
        await lead.TypeAsync(lead.L["sign-in.email"], Lead);
        await lead.TypeAsync(lead.L["first-start.branch"], "Utrecht");
        await lead.Field(lead.L["first-start.place"]).SelectOptionAsync("NL Europe/Amsterdam");
        await lead.TypeAsync(lead.L["settings.platform"], "De Brug");
        await lead.TypeAsync(lead.L["settings.platform-address"], "https://debrug.voorbeeld.be/");
        await lead.TypeAsync(lead.L["settings.company"], "Veldhuis & De Wit");
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

    /// <returns>The ambassador's code, as their own page shows it.</returns>
    private static async Task<string> AppointAsync(Story story, BrowserVisitor lead)
    {
        await lead.OpenAsync("/ambassadors/appoint?name=Deeltijds");
        await lead.Page.GetByText("Fons Deeltijds").ClickAsync();
        await lead.PressAsync(lead.L["appoint.go"]);
        await lead.IsAtAsync("/ambassadors");
        await lead.SeesAsync("Fons Deeltijds");

        var welcome = await story.Mails.WaitForAsync(Fons, "/my/colleagues");
        Assert.NotEmpty(welcome.Html);
        var fons = await story.VisitorAsync(Browsing.Phone);
        await fons.SignInAsync(Fons, story.Mails, "/my/colleagues");
        return welcome.Text.Split("/i/")[1].Split('\n')[0].Trim();
    }

    /// <summary>A colleague on a phone without script says who they are and confirms their profile: one credit, once.</summary>
    private static async Task ColleagueConfirmsAsync(Story story, string code)
    {
        var jan = await story.VisitorAsync(Browsing.PlainPhone);
        await jan.OpenAsync($"/i/{code}");
        await jan.FollowAsync(jan.L["invited.begin"]);
        await jan.TypeAsync(jan.L["invited.key"], "000123");
        await jan.TypeAsync(jan.L["invited.family-name"], "van den Berg");
        await jan.PressAsync(jan.L["invited.accept"]);
        await jan.PressAsync(jan.L["invited.yes-complete"]);
        await Assertions.Expect(jan.Page.Locator(".ok")).ToBeVisibleAsync();

        var fons = await story.VisitorAsync(Browsing.Phone);
        await fons.SignInAsync(Fons, story.Mails, "/my/colleagues");
        await fons.SeesHeadingAsync("1");
        await fons.SeesAsync("Jan van den Berg");
    }

    private static async Task PlanInfosessionAsync(BrowserVisitor lead)
    {
        await lead.OpenAsync("/topics/new");
        await lead.TypeAsync(lead.L["topic.title"], "De Brug in je werkdag");
        await lead.PressAsync(lead.L["topic.save"]);
        await lead.IsAtAsync("/topics$");
        await lead.PressAsync($"{lead.L["topics.do-open"]} De Brug in je werkdag");

        await lead.OpenAsync("/infosessions/new");
        await lead.TypeAsync(lead.L["series.from"], "2026-12-03");
        await lead.Field("Gent").CheckAsync();
        await lead.TypeAsync(lead.L["series.room", "Gent"], "Refter");
        await lead.Field("Thursday").CheckAsync();
        await lead.TypeAsync(lead.L["series.hours"], "14:00");
        await lead.TypeAsync(lead.L["infosession.seats"], "2");
        await lead.Page.Locator("#Facilitators input").First.CheckAsync();
        await lead.PressAsync(lead.L["series.look"]);
        await lead.Page.GetByLabel(lead.L["plan.publish"]).CheckAsync();
        await lead.PressAsync(lead.L.Count("series.make", 1));
        await lead.FollowAsync(lead.L["series.see"]);
        await lead.SeesAsync("0/2");
    }

    /// <summary>An employee on a phone without script signs up with a mailed code, gets a calendar entry, withdraws, and signs up again.</summary>
    private static async Task SignUpAndWithdrawAsync(Story story)
    {
        var jan = await story.VisitorAsync(Browsing.PlainPhone);
        await jan.OpenAsync("/infosessions");
        await jan.Page.GetByRole(AriaRole.Link, new() { Name = jan.L["infosessions.sign-up"] }).ClickAsync();
        await jan.TypeAsync(jan.L["sign-up.who-key"], Jan);
        await jan.PressAsync(jan.L["sign-up.do"]);
        var mail = await story.Mails.WaitForAsync(Jan, m => m.HasCode);
        await jan.TypeAsync(jan.L["sign-in.code-title"], mail.Code);
        await jan.PressAsync(jan.L["sign-up.do"]);
        await jan.SeesHeadingAsync(jan.L["ticket.title"]);
        var confirmation = await story.Mails.WaitForAsync(Jan, m => m.Calendar.Contains("BEGIN:VCALENDAR", StringComparison.Ordinal));
        Assert.Contains("Refter", confirmation.Calendar, StringComparison.Ordinal);

        await jan.FollowAsync(jan.L["ticket.withdraw"]);
        await jan.PressAsync(jan.L["withdraw.do"]);
        await jan.SeesHeadingAsync(jan.L["ticket.withdrawn"]);
        await story.Mails.WaitForAsync(Jan, m => m.Calendar.Contains("METHOD:CANCEL", StringComparison.Ordinal));
    }

    private static async Task PlanWaveAsync(BrowserVisitor lead)
    {
        await lead.OpenAsync("/waves/plan");
        await lead.TypeAsync(lead.L["wave.day"], "2026-12-16");
        await lead.TypeAsync(lead.L["wave.hour"], "09:00");
        foreach (var branch in (string[])["Antwerpen", "Brussel", "Luik", "Amsterdam", "Eindhoven"])
        {
            await lead.Page.Locator("#Branches").GetByLabel(branch).UncheckAsync();
        }

        // Measures this small company cannot meet are unticked; the kick-off stays.
        await lead.Page.GetByLabel(lead.L["readiness.ambassadors-name"], new() { Exact = true }).UncheckAsync();
        await lead.Page.GetByLabel(lead.L["readiness.director-profile"], new() { Exact = true }).UncheckAsync();
        await lead.PressAsync(lead.L["wave.plan-button"]);
        await lead.SeesAsync(lead.L["launch.standing.none"]);
        Assert.Equal(0, await lead.Page.GetByRole(AriaRole.Button, new() { Name = lead.L["wave.start", ""] }).CountAsync());
    }

    /// <summary>A director completes each check, and signs.</summary>
    private static async Task SignAsync(Story story, string director, string branch)
    {
        var visitor = await story.VisitorAsync(Browsing.Phone);
        await visitor.SignInAsync(director, story.Mails, "/waves");
        await visitor.FollowAsync(branch);
        var answers = visitor.Page.Locator("a.btn", new() { HasText = visitor.L["launch.answer"] });
        while (await answers.CountAsync() is > 0 and var left)
        {
            await answers.First.ClickAsync();
            await visitor.TypeAsync(visitor.L["launch.evidence"], "Seen with my own eyes");
            await visitor.PressAsync(visitor.L["launch.is-done"]);
            await Assertions.Expect(answers).ToHaveCountAsync(left - 1);
        }

        await KickOffAsync(visitor, branch);
        await visitor.Page.Locator("input[value=go]").CheckAsync();
        var before = story.Mails.To(director).Count();
        await visitor.PressAsync(visitor.L["launch.sign-next"]);
        var mail = await Eventually.GetAsync(() => story.Mails.To(director).Skip(before).LastOrDefault(m => m.HasCode), () => $"No code came for {director}.");
        await visitor.TypeAsync(visitor.L["sign-in.code"], mail.Code);
        await visitor.PressAsync(visitor.L["launch.sign", branch]);
        await visitor.SeesAsync(visitor.L["launch.signed-title", branch]);
    }

    /// <summary>Two weeks before, people without an infosession are asked to pick one; the link in the mail is enough to do so, and then nobody asks again.</summary>
    private static async Task KickOffAsync(BrowserVisitor director, string branch)
    {
        await director.FollowAsync(director.L["launch.to-kick-off"]);
        await director.TypeAsync(director.L["kick-off.place"], "Canteen");
        await director.PressAsync(director.L["kick-off.save"]);
        await director.SeesHeadingAsync(director.L["kick-off.heading-planned", branch]);
        await director.Page.Locator("section[aria-labelledby=now] button").ClickAsync();
        await director.SeesAsync(director.L["kick-off.invited-body"]);
        await director.FollowAsync(branch);
    }

    private static async Task NudgeAsync(Story story)
    {
        story.Clock.Now = new LocalDateTime(2026, 12, 2, 10, 30).InZoneStrictly(A.Brussels).ToInstant();
        await PlanNudgesAsync(story);
        var nudge = await story.Mails.WaitForAsync(Jan, "/stop/");
        Assert.Contains("List-Unsubscribe-Post", nudge.Headers, StringComparison.OrdinalIgnoreCase);

        var jan = await story.VisitorAsync(Browsing.PlainPhone);
        await jan.OpenAsync(nudge.PathWith("/sign-up"));
        await jan.PressAsync(jan.L["sign-up.do"]);
        await jan.SeesHeadingAsync(jan.L["ticket.title"]);

        await PlanNudgesAsync(story);
        Assert.Single(story.Mails.To(Jan), m => m.Text.Contains("/stop/", StringComparison.Ordinal));
    }

    // Quartz runs the planning every minute; the story does not wait that long.
    private static Task PlanNudgesAsync(Story story) => story.Rollout.Services.GetRequiredService<PlanNudges>().RunAsync();

    /// <summary>The lead starts the wave; at the moment both branches go live, and an open control room shows it.</summary>
    private static async Task GoLiveAsync(Story story, BrowserVisitor lead)
    {
        await lead.OpenAsync("/waves");
        await lead.FollowAsync(lead.L["wave.name-of", 1]);
        await lead.PressAsync(lead.L["wave.start", lead.L["wave.name-of", 1]]);
        var room = await lead.OpenAnotherAsync(new Uri(lead.Page.Url).AbsolutePath + "/control-room");
        var heading = room.GetByRole(AriaRole.Heading, new() { Level = 1 });
        await Assertions.Expect(heading).ToContainTextAsync(lead.L.Count("control.all-in", 2, lead.L["wave.name-of", 1]));

        story.Clock.Now = Moment.InZoneStrictly(A.Brussels).ToInstant() + Duration.FromSeconds(2);
        await Assertions.Expect(heading).ToContainTextAsync(lead.L.Count("control.all-live", 2));

        var zoe = await story.VisitorAsync(Browsing.Phone);
        await zoe.SignInAsync(Zoe, story.Mails, "/waves");
        await zoe.FollowAsync("Gent");
        await zoe.FollowAsync(zoe.L["launch.do-roll-call"]);
        await zoe.TypeAsync(zoe.L["roll-call.present"], "4");
        await zoe.TypeAsync(zoe.L["roll-call.first-visits", "De Brug"], "3");
        await zoe.TypeAsync(zoe.L["roll-call.trouble"], "Wifi in de refter valt weg");
        await zoe.PressAsync(zoe.L["roll-call.report"]);
        await zoe.SeesAsync(zoe.L["roll-call.thanks"]);
        await Assertions.Expect(room.Locator("body")).ToContainTextAsync("Wifi in de refter valt weg");
    }
}
