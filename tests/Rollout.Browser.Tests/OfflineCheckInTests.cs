using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using NodaTime;
using Rollout.Browser.Tests.Kit;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.Browser.Tests;

/// <summary>Check-in opened once in the office, and again in a cellar without a connection.</summary>
public sealed class OfflineCheckInTests
{
    private const RegistrationState Registered = RegistrationState.Registered, Attended = RegistrationState.Attended;

    /// <summary>A quarter of an hour before the start.</summary>
    private static readonly Instant OpenDoor = A.Brussels.AtStrictly(AnInfosession.Tuesday).ToInstant() - Duration.FromMinutes(15);

    [Fact]
    public Task A_door_opened_once_opens_without_a_connection_and_what_is_ticked_there_is_sent_once() => Story.TellAsync(async story =>
    {
        var given = Given(story);
        var door = await KeptAsync(story, given);
        var sent = new List<string>();
        door.Context.Response += (_, answer) =>
        {
            if (answer.Ok && answer.Url.EndsWith("/door/sync", StringComparison.Ordinal))
            {
                lock (sent)
                {
                    sent.Add(answer.Request.PostData ?? "");
                }
            }
        };

        await door.Context.SetOfflineAsync(true);
        await door.ComeBackAsync(given.Door);
        await Assertions.Expect(door.Page.Locator("#door-kept")).ToBeVisibleAsync();
        await door.SeesHeadingAsync(door.L["door.sum", 0, 3]);
        Assert.Equal("grid", await door.Page.Locator(".door > li").First.EvaluateAsync<string>("e => getComputedStyle(e).display")); // the layout is intact
        await door.Button(door.L["door.is-here-name", "Amber Maes"]).ClickAsync();
        await door.Button(door.L["door.is-here-name", "Bram Peeters"]).ClickAsync();
        await door.SeesAsync(door.L["door.lost", 2]);

        // Somebody the phone has never heard of, and somebody on the waiting list.
        await door.TypeAsync(door.L["door.walk-in-name"], "thijs");
        await door.PressAsync(door.L["door.walk-in-find"]);
        await door.SeesAsync(door.L["door.kept-none", "thijs"]);
        await door.TypeAsync(door.L["door.walk-in-name"], "zoe");
        await door.PressAsync(door.L["door.walk-in-find"]);
        await door.Button(door.L["door.let-in-name", "Zoë Waters"]).ClickAsync();
        await door.SeesHeadingAsync(door.L["door.sum", 3, 4]);

        // The phone is put away, and used again outside.
        await door.ComeBackAsync(given.Door);
        await door.SeesHeadingAsync(door.L["door.sum", 3, 4]);
        Assert.Equal([Registered, Registered, Registered, RegistrationState.Waiting], States(story, given));
        story.Rollout.Clock.Now = given.Session.StartsAt;
        await door.Context.SetOfflineAsync(false);

        await Assertions.Expect(door.Page.Locator("#door-kept")).ToBeHiddenAsync();
        await door.SeesHeadingAsync(door.L["door.sum", 3, 4]);
        Assert.Equal([Attended, Attended, Registered, Attended], States(story, given));
        await door.OpenAsync(given.Door);
        foreach (var person in (Person[])[given.People[0], given.People[1], given.Waits])
        {
            Assert.Single(sent, body => body.Contains(person.Id.Value.ToString(), StringComparison.Ordinal));
        }
    }, now: OpenDoor);

    [Fact]
    public Task Who_was_let_in_without_a_connection_and_finds_no_chair_is_named_once_it_is_back() => Story.TellAsync(async story =>
    {
        var given = Given(story);
        var door = await KeptAsync(story, given);
        await door.Context.SetOfflineAsync(true);
        await door.ComeBackAsync($"{given.Door}?who=zoe");
        await door.Button(door.L["door.let-in-name", "Zoë Waters"]).ClickAsync();
        await door.SeesHeadingAsync(door.L["door.sum", 1, 4]);

        await door.Context.SetOfflineAsync(false); // a quarter of an hour before the start every seat is taken

        await door.SeesAsync("Zoë Waters: " + door.L["rule." + InfosessionRules.WalkInNeedsAChair.Code]);
        await Assertions.Expect(door.Page.Locator("#door-kept")).ToBeHiddenAsync();
        await door.SeesHeadingAsync(door.L["door.sum", 0, 3]);
        Assert.Equal(RegistrationState.Waiting, States(story, given)[3]);
    }, now: OpenDoor);

    [Fact]
    public Task A_door_opened_too_early_opens_by_itself_where_there_is_no_connection() => Story.TellAsync(async story =>
    {
        var given = Given(story);
        var door = await KeptAsync(story, given);
        await Assertions.Expect(door.Button(door.L["door.is-here-name", "Amber Maes"])).ToBeDisabledAsync();

        // Advances the phone's own clock.
        await door.Context.AddInitScriptAsync("const now = Date.now; Date.now = () => now() + 3 * 3_600_000;");
        await door.Context.SetOfflineAsync(true);
        await door.ComeBackAsync(given.Door);

        await door.Button(door.L["door.is-here-name", "Amber Maes"]).ClickAsync();
        await door.SeesHeadingAsync(door.L["door.sum", 1, 3]);
    }, now: OpenDoor - Duration.FromHours(2));

    [Fact]
    public Task Signing_out_takes_the_kept_door_away_and_keeps_what_was_not_sent() => Story.TellAsync(async story =>
    {
        var given = Given(story);
        var door = await KeptAsync(story, given);
        await door.Context.SetOfflineAsync(true);
        await door.ComeBackAsync(given.Door);
        await door.Button(door.L["door.is-here-name", "Amber Maes"]).ClickAsync();
        await door.Page.CloseAsync();
        await door.Context.SetOfflineAsync(false);
        await door.ComeBackAsync("/");
        await door.Page.Locator("button.who").ClickAsync();
        await door.PressAsync(door.L["layout.sign-out"]);
        await door.Page.WaitForFunctionAsync("async () => (await caches.keys()).length === 0");

        await door.Context.SetOfflineAsync(true);
        await NobodyReadsItAsync(door, given);
        await door.Context.SetOfflineAsync(false);

        // Someone else on the same phone neither sees it nor sends anything; the facilitator does, after signing in again.
        var (name, value) = story.Rollout.CookieOf(given.Facilitator);
        await door.Context.AddCookiesAsync([new Cookie { Name = name, Value = value, Url = door.Address, HttpOnly = true }]);
        await door.ComeBackAsync(given.Door);
        await Eventually.BeAsync(() => States(story, given)[0] == Attended, () => "The tick did not arrive.");
    }, now: OpenDoor);

    [Fact]
    public Task Someone_else_who_signs_in_does_not_open_it_and_after_its_day_nobody_does() => Story.TellAsync(async story =>
    {
        var given = Given(story);
        var door = await KeptAsync(story, given);
        await door.SignInAsync(given.People[0].Email!, story.Mails, "/");
        await door.Context.SetOfflineAsync(true);
        await NobodyReadsItAsync(door, given);

        var another = await KeptAsync(story, given);
        await another.Context.SetOfflineAsync(true);
        await another.ComeBackAsync(given.Door);
        await another.SeesAsync("Amber Maes");
        await another.Context.SetOfflineAsync(false);
        story.Rollout.Clock.Now = given.Session.EndsAt + Duration.FromHours(12);
        await another.ComeBackAsync(given.Door);
        await Assertions.Expect(another.Page.Locator("#door-kept")).ToBeHiddenAsync();
        Assert.Equal(0, await another.Page.EvaluateAsync<int>("async () => (await caches.keys()).length"));
        await another.Context.SetOfflineAsync(true);
        await NobodyReadsItAsync(another, given);
    }, now: OpenDoor);

    [Fact]
    public Task What_is_kept_is_the_page_locked_and_what_it_looks_like_and_nothing_else() => Story.TellAsync(async story =>
    {
        var given = Given(story);
        var door = await KeptAsync(story, given);
        await door.OpenAsync("/infosessions");

        var kept = await door.Page.EvaluateAsync<string[]>("async () => (await Promise.all((await caches.keys()).map(async n => (await (await caches.open(n)).keys()).map(r => new URL(r.url).pathname)))).flat()");
        var page = await door.Page.EvaluateAsync<string>("async path => await (await caches.match(path)).text()", given.Door);

        Assert.Equal([given.Door], kept.Where(path => !path.EndsWith(".js", StringComparison.Ordinal) && !path.EndsWith(".css", StringComparison.Ordinal)));
        Assert.DoesNotContain("Amber", page, StringComparison.Ordinal);
        Assert.NotEqual(door.Address, await door.Page.EvaluateAsync<string>("async () => navigator.serviceWorker.controller?.scriptURL ?? ''"));
    }, now: OpenDoor);

    private static async Task<BrowserVisitor> KeptAsync(Story story, TheDoor given)
    {
        var door = await story.SignedInAsync(given.Facilitator, Browsing.Phone);
        await door.OpenAsync(given.Door);
        await door.SeesAsync(door.L["door.offline-kept"]);
        return door;
    }

    private static async Task NobodyReadsItAsync(BrowserVisitor door, TheDoor given)
    {
        await Assert.ThrowsAsync<PlaywrightException>(() => door.ComeBackAsync(given.Door));
        await Assertions.Expect(door.Page.Locator("body")).Not.ToContainTextAsync("Amber");
    }

    private static RegistrationState[] States(Story story, TheDoor given)
    {
        using var db = story.Rollout.Database.CreateDbContext();
        var states = db.Registrations.ToDictionary(r => r.Person, r => r.State);
        return [.. given.People.Append(given.Waits).Select(p => states[p.Id])];
    }

    private static TheDoor Given(Story story)
    {
        var branch = A.Branch();
        var (facilitator, topic, waits) = (AnInfosession.Facilitator(branch), AnInfosession.Topic(), A.Person(branch, "Zoë Waters"));
        Person[] people = [A.Person(branch, "Amber Maes"), A.Person(branch, "Bram Peeters"), A.Person(branch, "Chloë Janssens")];
        var session = AnInfosession.Of(topic, branch, facilitator, seats: 3);
        story.Rollout.Database.Given(
            [A.Rollout(), branch, A.Lead(branch), facilitator, topic, session, .. people, waits, A.Person(branch, "Thijs de Wit"),
                .. people.Select(p => Registration.Of(p.Id, session.Id, A.Monday)), Registration.Waiting(waits.Id, session.Id, 1, A.Monday)]);
        using var db = story.Rollout.Database.CreateDbContext();
        db.Infosessions.ExecuteUpdate(s => s.SetProperty(x => x.Taken, people.Length).SetProperty(x => x.Waiting, 1));
        return new TheDoor(facilitator, people, waits, session);
    }

    internal sealed record TheDoor(Person Facilitator, Person[] People, Person Waits, Infosession Session)
    {
        public string Door => $"/infosessions/{Session.Id}/door";
    }
}
