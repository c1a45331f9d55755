using Microsoft.Playwright;
using NodaTime;
using Rollout.Browser.Tests.Kit;
using Rollout.Domain.Launches;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.Browser.Tests;

/// <summary>The moment itself, with the lead at the wall screen and three directors on their phones, one of whom loses the connection.</summary>
public sealed class ControlRoomStoryTests
{
    private static readonly LocalDateTime Moment = new(2026, 12, 4, 9, 0);

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public Task Three_directors_and_the_lead_live_through_one_moment_and_who_was_away_sees_it_too(Database kind) => Story.TellAsync(
        async story =>
        {
            var (wave, lead, directors) = Given(story);
            var wall = await RoomAsync(story, lead, wave.Id, new Browsing());
            var phones = new List<BrowserVisitor>();
            foreach (var director in directors)
            {
                phones.Add(await RoomAsync(story, director, wave.Id, Browsing.Phone));
            }

            await phones[2].Context.SetOfflineAsync(true);
            story.Clock.Now = Moment.InZoneStrictly(A.Brussels).ToInstant() + Duration.FromSeconds(2);
            foreach (var there in (BrowserVisitor[])[wall, phones[0], phones[1]])
            {
                await there.SeesHeadingAsync(there.L.Count("control.all-live", 3));
            }

            await Task.WhenAll(ReportAsync(phones[0], wave, 0, "10"), ReportAsync(phones[1], wave, 1, "12", "The sound is off"));
            await wall.SeesAsync(wall.L["control.reported", 2, 3]);
            await wall.SeesAsync("The sound is off");

            await phones[2].Context.SetOfflineAsync(false);
            await ReportAsync(phones[2], wave, 2, "9");
            await wall.SeesAsync(wall.L["control.reported", 3, 3]);
            await phones[2].OpenAsync($"/waves/{wave.Id}/control-room");
            await phones[2].SeesAsync(wall.L["control.reported", 3, 3]);

            await AnswerAsync(phones[1], wave);
            await wall.SeesAsync("A speaker is coming");
            await LookAsync(wall, phones[1], wave);
        },
        kind);

    private static (Wave Wave, Person Lead, IReadOnlyList<Person> Directors) Given(Story story)
    {
        var branches = new[] { A.Branch("Gent"), A.Branch("Brugge"), A.Branch("Hasselt") };
        var directors = branches.Select(b => A.Director(b)).ToList();
        var lead = A.Lead(branches[0]);
        var acting = A.Acting(lead, branches[0]);
        var wave = Wave.Plan("Wave 1", Moment, A.Brussels, [.. branches.Select(b => b.Id)], [new PlannedCheck("Room", CheckWeight.Should, 5)], acting, A.Monday);
        for (var i = 0; i < branches.Length; i++)
        {
            var launch = wave.Launches[i];
            launch.SignOff(wave, new VerdictGiven.Go(), SignOffSnapshot.Of(wave, launch).Fingerprint, A.Acting(directors[i], branches[i]), A.Monday);
        }

        wave.Start(StartGate.Open, acting, A.Monday);
        story.Rollout.Database.Given([A.Rollout(), .. branches, .. directors, lead, .. branches.SelectMany(b => Enumerable.Range(0, 12).Select(_ => A.Person(b))), wave]);
        return (wave, lead, directors);
    }

    private static async Task<BrowserVisitor> RoomAsync(Story story, Person person, WaveId wave, Browsing how)
    {
        var visitor = await story.SignedInAsync(person, how);
        await visitor.OpenAsync($"/waves/{wave}/control-room");
        await visitor.SeesHeadingAsync(visitor.L.Count("control.all-in", 3, "Wave 1"));
        return visitor;
    }

    // In a new tab, as from the mail: the control room stays open beside it.
    private static async Task ReportAsync(BrowserVisitor director, Wave wave, int branch, string present, string trouble = "")
    {
        var page = await director.OpenAnotherAsync($"/launches/{wave.Launches[branch].Id}/roll-call");
        await page.Locator("#Present").FillAsync(present);
        await page.Locator("#FirstVisits").FillAsync("7");
        await page.Locator("#Trouble").FillAsync(trouble);
        await page.GetByRole(AriaRole.Button, new() { Name = director.L["roll-call.report"] }).ClickAsync();
        await Assertions.Expect(page.Locator("body")).ToContainTextAsync(director.L["roll-call.thanks"]);
        await page.CloseAsync();
    }

    private static async Task AnswerAsync(BrowserVisitor director, Wave wave)
    {
        var page = await director.OpenAnotherAsync($"/launches/{wave.Launches[1].Id}/trouble");
        await page.GetByLabel(director.L["trouble.words"]).FillAsync("A speaker is coming");
        await page.GetByRole(AriaRole.Button, new() { Name = director.L["trouble.take"] }).ClickAsync();
        await Assertions.Expect(page.Locator("body")).ToContainTextAsync("A speaker is coming");
        await page.CloseAsync();
    }

    private static async Task LookAsync(BrowserVisitor wall, BrowserVisitor director, Wave wave)
    {
        var found = new List<string>(await Axe.LookAtAsync(wall.Page, "control room"));
        foreach (var path in (string[])[$"/launches/{wave.Launches[1].Id}", $"/launches/{wave.Launches[1].Id}/roll-call", $"/launches/{wave.Launches[1].Id}/week", $"/launches/{wave.Launches[1].Id}/record", "/my/deputies"])
        {
            await director.OpenAsync(path);
            found.AddRange(await Axe.LookAtAsync(director.Page, path));
        }

        foreach (var path in (string[])[$"/waves/{wave.Id}/afterwards", $"/waves/{wave.Id}/log", "/waves/phases"])
        {
            await wall.OpenAsync(path);
            found.AddRange(await Axe.LookAtAsync(wall.Page, path));
        }

        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
    }
}
