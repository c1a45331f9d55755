using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using NodaTime;
using Rollout.Browser.Tests.Kit;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.Browser.Tests;

/// <summary>A facilitator checks people in with a phone: names ticked while offline, tickets in front of the camera, and walk-ins.</summary>
public sealed class DoorStoryTests
{
    [Fact]
    public Task What_is_ticked_without_a_connection_is_sent_once_it_is_back() => Story.TellAsync(async story =>
    {
        var (facilitator, people, session) = Given(story);
        var door = await story.SignedInAsync(facilitator, Browsing.Phone);
        await door.OpenAsync($"/infosessions/{session.Id}/door");
        await door.SeesHeadingAsync(door.L["door.sum", 0, 3]);

        await door.Context.SetOfflineAsync(true);
        await Tick(door, people[0]).DblClickAsync(); // a double tap counts once
        await Tick(door, people[1]).ClickAsync();
        await door.Page.WaitForTimeoutAsync(500);
        await Tick(door, people[1]).ClickAsync(); // the wrong one, undone
        await door.SeesHeadingAsync(door.L["door.sum", 1, 3]);
        await door.SeesAsync(door.L["door.lost", 3]);
        Assert.Equal([RegistrationState.Registered, RegistrationState.Registered, RegistrationState.Registered], States(story, people));

        await door.Context.SetOfflineAsync(false);
        await Assertions.Expect(door.Page.Locator("#door-lost")).ToBeHiddenAsync();
        await Eventually.BeAsync(() => States(story, people)[0] == RegistrationState.Attended, () => "The tick did not arrive.");
        Assert.NotEqual(RegistrationState.Attended, States(story, people)[1]);
        await door.OpenAsync($"/infosessions/{session.Id}/door");
        await door.SeesHeadingAsync(door.L["door.sum", 1, 3]);
    }, now: OpenDoor);

    [Fact]
    public Task What_was_ticked_survives_a_closed_browser_tab() => Story.TellAsync(async story =>
    {
        var (facilitator, people, session) = Given(story);
        var door = await story.SignedInAsync(facilitator, Browsing.Phone);
        await door.OpenAsync($"/infosessions/{session.Id}/door");
        await door.Context.SetOfflineAsync(true);
        await Tick(door, people[2]).ClickAsync();
        await door.SeesAsync(door.L["door.lost", 1]);

        await door.Page.CloseAsync();
        await door.Context.SetOfflineAsync(false);
        await door.OpenAnotherAsync($"/infosessions/{session.Id}/door");

        await Eventually.BeAsync(() => States(story, people)[2] == RegistrationState.Attended, () => "The tick did not arrive.");
    }, now: OpenDoor);

    [Fact]
    public Task A_ticket_before_the_camera_is_a_tick() => Story.TellAsync(async story =>
    {
        var (facilitator, people, session) = Given(story);
        var door = await story.SignedInAsync(facilitator, Browsing.Phone);
        // How a QR is read from a camera picture differs by device: here the script only checks for something light, and the test supplies the content.
        await door.Page.AddInitScriptAsync(
            """
            window.BarcodeDetector = class {
              static async getSupportedFormats() { return ["qr_code"]; }
              async detect(video) {
                const look = new OffscreenCanvas(1, 1).getContext("2d");
                look.drawImage(video, 0, 0, 1, 1);
                const light = look.getImageData(0, 0, 1, 1).data[0] > 128;
                window.seen = { ...window.seen, [light ? "light" : "dark"]: video.videoWidth };
                return window.shown && light ? [{ rawValue: window.shown }] : [];
              }
            };
            """);
        await door.OpenAsync($"/infosessions/{session.Id}/door");
        await door.PressAsync(door.L["door.scan-start"]);

        await ShowAsync($"{door.Address}/door/{PersonId.New()}#p={PersonId.New()}");
        await Assertions.Expect(door.Page.Locator("#scan-said")).ToHaveTextAsync(door.L["door.scan-unknown"]);
        await ShowAsync("a shopping list");
        await ShowAsync($"{door.Address}/door/{PersonId.New()}#p={people[1].Id}");
        await Assertions.Expect(door.Page.Locator("#scan-said")).ToHaveTextAsync(door.L["door.scan-here", people[1].Name]);

        await Eventually.BeAsync(() => States(story, people)[1] == RegistrationState.Attended, () => "The scan did not arrive.");
        await door.SeesHeadingAsync(door.L["door.sum", 1, 3]);
        await door.Page.WaitForFunctionAsync($"() => window.seen?.light === {FakeCamera.Width} && window.seen.dark === {FakeCamera.Width}");

        Task ShowAsync(string code) => door.Page.EvaluateAsync("code => { window.shown = code; }", code);
    }, now: OpenDoor);

    [Fact]
    public Task A_phone_that_reads_no_QR_says_to_use_its_own_camera_and_what_that_opens_ticks() => Story.TellAsync(async story =>
    {
        var (facilitator, people, session) = Given(story);
        var door = await story.SignedInAsync(facilitator, Browsing.Phone with { Language = "nl" });
        await door.Page.AddInitScriptAsync("delete window.BarcodeDetector;");
        await door.OpenAsync($"/infosessions/{session.Id}/door");
        await door.SeesAsync(door.L["door.scan-own-camera"]);
        await Assertions.Expect(door.Button(door.L["door.scan-start"])).ToBeHiddenAsync();

        using var db = story.Rollout.Database.CreateDbContext();
        await door.OpenAsync($"/door/{db.Registrations.Single(r => r.Person == people[2].Id).Id}#p={people[2].Id}");
        await door.SeesHeadingAsync(people[2].Name);
        Assert.Equal(RegistrationState.Registered, States(story, people)[2]);
        await door.PressAsync(door.L["door.is-here"]);

        await door.SeesHeadingAsync(door.L["door.sum", 1, 3]);
        Assert.Equal(RegistrationState.Attended, States(story, people)[2]);
    }, now: OpenDoor);

    [Theory]
    [InlineData("en")]
    [InlineData("nl")]
    [InlineData("fr")]
    public Task Who_walks_in_is_found_by_name_and_everyone_can_use_the_page(string language) => Story.TellAsync(async story =>
    {
        var (facilitator, _, session) = Given(story);
        var door = await story.SignedInAsync(facilitator, Browsing.Phone with { Language = language });
        var found = new List<string>();
        await door.OpenAsync($"/infosessions/{session.Id}/door");
        await LookAsync("the door");

        await door.TypeAsync(door.L["door.walk-in-name"], "thijs");
        await door.PressAsync(door.L["door.walk-in-find"]);
        await LookAsync("a walk-in");
        await door.PressAsync(door.L["door.let-in-name", "Thijs de Wit"]);
        await door.SeesHeadingAsync(door.L["door.sum", 1, 4]);
        await door.SeesAsync(door.L["door.walked-in"]);

        await door.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await Assertions.Expect(door.Page.Locator(".sign-here").First).ToBeVisibleAsync();
        await Assertions.Expect(door.Page.Locator("#walk-in")).ToBeHiddenAsync();
        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));

        async Task LookAsync(string name)
        {
            found.AddRange(language == "en" ? [] : await Reading.OfAsync(door.Page, name));
            found.AddRange(await Axe.LookAtAsync(door.Page, name));
            await door.Page.SetViewportSizeAsync(360, 780);
            found.AddRange(await Reading.OverflowOfAsync(door.Page, name));
        }
    }, now: OpenDoor);

    /// <summary>A quarter of an hour before the start.</summary>
    private static readonly Instant OpenDoor = A.Brussels.AtStrictly(AnInfosession.Tuesday).ToInstant() - Duration.FromMinutes(15);

    private static (Person Facilitator, Person[] People, Infosession Session) Given(Story story)
    {
        var branch = A.Branch();
        var (facilitator, topic) = (AnInfosession.Facilitator(branch), AnInfosession.Topic());
        Person[] people = [A.Person(branch, "Amber Maes"), A.Person(branch, "Bram Peeters"), A.Person(branch, "Chloë Janssens")];
        var session = AnInfosession.Of(topic, branch, facilitator, seats: 10);
        story.Rollout.Database.Given(
            [A.Rollout(), branch, A.Lead(branch), facilitator, topic, session, .. people, A.Person(branch, "Thijs de Wit"), .. people.Select(p => Registration.Of(p.Id, session.Id, A.Monday))]);
        using var db = story.Rollout.Database.CreateDbContext();
        db.Infosessions.ExecuteUpdate(s => s.SetProperty(x => x.Taken, people.Length));
        return (facilitator, people, session);
    }

    private static ILocator Tick(BrowserVisitor door, Person person) => door.Button(door.L["door.is-here-name", person.Name]);

    private static RegistrationState[] States(Story story, Person[] people)
    {
        using var db = story.Rollout.Database.CreateDbContext();
        var states = db.Registrations.ToDictionary(r => r.Person, r => r.State);
        return [.. people.Select(p => states[p.Id])];
    }
}
