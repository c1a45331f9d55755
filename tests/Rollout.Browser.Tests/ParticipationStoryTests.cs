using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NodaTime;
using Rollout.App.Modules.Participation.Contracts;
using Rollout.App.Modules.Participation.Steps;
using Rollout.Browser.Tests.Kit;

namespace Rollout.Browser.Tests;

/// <summary>What the lead does with a file nobody knows, what a director does about a branch that fades, and what the management meeting gets on paper.</summary>
public sealed class ParticipationStoryTests(DemoRollout demo) : IClassFixture<DemoRollout>
{
    [Fact]
    public async Task The_lead_explains_the_columns_of_an_unknown_file_once_and_the_next_one_is_understood()
    {
        var lead = await demo.VisitorAsync("lead", new Browsing(Language: "nl-BE"));
        await using var db = demo.Rollout.Database.CreateDbContext();
        var mails = await db.People.Where(p => p.Active && p.Email != null).OrderBy(p => p.SortName).Select(p => p.Email!).Take(6).ToListAsync();

        demo.Rollout.Clock.Advance(Duration.FromMinutes(1)); // after the reports of the demo
        await SendAsync(lead, "plein.csv", mails.Take(5), "2026-11-20");
        await lead.SelectAsync("wie", lead.L["reports.column.Account"]);
        await lead.SelectAsync("gezien", lead.L["reports.column.LastActive"]);
        await lead.SelectAsync("berichten", lead.L["reports.column.Posted"]);
        await lead.TypeAsync(lead.L["reports.platform-name"], "Ons Plein");
        await lead.Page.Locator("#Day").FillAsync("2026-11-21");
        Assert.Empty(await Axe.LookAtAsync(lead.Page, "an unknown report"));
        await lead.PressAsync(lead.L["reports.look"]);
        await lead.SeesAsync(lead.L["reports.preview"]);
        await lead.SeesAsync(lead.L.Count("reports.matched", 5));
        Assert.False(await db.ActivityReports.AnyAsync(r => r.Source == "Ons Plein")); // it was only looked at
        await lead.PressAsync(lead.L["reports.take"]);
        await lead.SeesAsync("Ons Plein");

        await SendAsync(lead, "plein-2026-11-22.csv", mails, "2026-11-22"); // the same header: nothing is asked
        await lead.IsAtAsync("/participation/import\\?taken=yes");
        await lead.SeesAsync(lead.L.Count("reports.matched", 6));
        Assert.Equal(2, await db.ActivityReports.CountAsync(r => r.Source == "Ons Plein"));
        await lead.Context.CloseAsync();
    }

    [Fact]
    public async Task A_director_reads_that_their_branch_falls_behind_and_ticks_the_first_of_three_things()
    {
        await demo.Rollout.Services.GetRequiredService<PlanDirectorSteps>().RunAsync();
        await using var db = demo.Rollout.Database.CreateDbContext();
        var (fading, _) = await FadingBranches.FindAsync(db, default);
        var branch = (await db.Branches.ToListAsync()).First(b => fading.Contains(b.Id));
        var director = await demo.VisitorAsync(await db.People.SingleAsync(p => p.Id == branch.Director), Browsing.Phone with { Language = "nl-BE" });

        await director.OpenAsync("/");
        var steps = director.Page.Locator($"#steps-{branch.Id.Value:N} ol li");
        await Assertions.Expect(steps).ToHaveCountAsync(3);
        await director.Page.Locator($"#steps-{branch.Id.Value:N}").GetByRole(AriaRole.Button, new() { Name = director.L["steps.tick"], Exact = true }).First.ClickAsync();
        await Assertions.Expect(steps.First).ToContainTextAsync(director.L["steps.untick"]);
        Assert.Equal(1, await db.DirectorSteps.CountAsync(s => s.Branch == branch.Id && s.DoneAt == demo.Rollout.Clock.Now));

        await director.Page.Locator($"a[href='/participation?branch={branch.Code}#fading']").First.ClickAsync();
        await director.SeesAsync(director.L["use.fading.verdict.FallsBehind"]);
        Assert.Empty(await Axe.LookAtAsync(director.Page, "a fading branch"));
        await director.Context.CloseAsync();
    }

    [Theory]
    [InlineData("nl-BE")]
    [InlineData("fr-BE")]
    [InlineData("en-GB")]
    public async Task The_brief_is_printed_on_one_A4_in_light_with_three_sentences_and_two_charts(string language)
    {
        var lead = await demo.VisitorAsync("lead", new Browsing(Dark: true, Language: language));
        await lead.OpenAsync("/participation/brief");
        await lead.SeesAsync(lead.L["brief.three"]);
        await lead.Page.EmulateMediaAsync(new() { Media = Media.Print });

        await Assertions.Expect(lead.Page.Locator("section[aria-labelledby=three] li")).ToHaveCountAsync(3);
        await Assertions.Expect(lead.Page.Locator("main section").Filter(new() { Has = lead.Page.Locator(".chart") })).ToHaveCountAsync(2);
        Assert.Equal("light", await lead.Page.EvaluateAsync<string>("getComputedStyle(document.documentElement).colorScheme"));
        var printed = Encoding.Latin1.GetString(await lead.Page.PdfAsync(new() { Format = "A4", PreferCSSPageSize = true }));
        Assert.Single(Regex.Matches(printed, @"/Type\s*/Page\b"));
        Assert.Contains("/MediaBox [0 0 59", printed, StringComparison.Ordinal); // 210 mm by 297
        await lead.Context.CloseAsync();
    }

    private static async Task SendAsync(BrowserVisitor lead, string name, IEnumerable<string> mails, string day)
    {
        await lead.OpenAsync("/participation/import");
        var text = "wie;gezien;berichten\n" + string.Concat(mails.Select(m => $"{m};{day};2\n"));
        await lead.Page.SetInputFilesAsync("#File", new FilePayload { Name = name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text) });
        await lead.PressAsync(lead.L["reports.take"]);
    }
}
