using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Rollout.App.Modules.Nudges;
using Rollout.Browser.Tests.Kit;

namespace Rollout.Browser.Tests;

/// <summary>
/// Everything an employee does, on a phone without script: signing in, finding and taking a place, giving it up, an ambassador's link, the language, stopping
/// nudges, and seeing their own data.
/// </summary>
public sealed class WithoutScriptTests
{
    private const string Jan = "jan@voorbeeld.be";

    [Fact]
    public Task A_code_from_the_mail_opens_the_door() => Story.TellAsync(async story =>
    {
        var company = SmallCompany.In(story);
        var jan = await story.VisitorAsync(Browsing.PlainPhone);

        await jan.SignInAsync(Jan, story.Mails);

        await jan.SeesAsync(company.Jan.Name);
    });

    [Fact]
    public Task Someone_without_a_mailbox_says_who_they_are_and_takes_a_place() => Story.TellAsync(async story =>
    {
        var company = SmallCompany.In(story);
        var piet = await story.VisitorAsync(Browsing.PlainPhone);

        await piet.OpenAsync($"/infosessions/{company.Infosession.Id}/sign-up");
        await piet.TypeAsync(piet.L["sign-up.who-key"], company.Piet.PersonnelNumber!);
        await piet.PressAsync(piet.L["sign-up.do"]);
        await piet.TypeAsync(piet.L["sign-up.who-name"], "Maes");
        await piet.PressAsync(piet.L["sign-up.do"]);

        // Back to the first refusal, and on from there.
        await piet.Page.GoBackAsync();
        Assert.Equal(company.Piet.PersonnelNumber, await piet.Field(piet.L["sign-up.who-key"]).InputValueAsync());
        await piet.TypeAsync(piet.L["sign-up.who-name"], "Peeters");
        await piet.PressAsync(piet.L["sign-up.do"]);

        await piet.SeesHeadingAsync(piet.L["ticket.title"]);
        Assert.DoesNotContain(story.Mails.All(), m => m.Text.Contains(piet.L["infosession-mail.see-place"], StringComparison.Ordinal)); // others may be nudged meanwhile
    });

    [Fact]
    public Task A_place_is_found_taken_put_in_the_calendar_and_given_back() => Story.TellAsync(async story =>
    {
        SmallCompany.In(story);
        var jan = await story.VisitorAsync(Browsing.PlainPhone);
        await jan.SignInAsync(Jan, story.Mails, "/infosessions");

        await jan.Page.GetByRole(AriaRole.Link, new() { Name = jan.L["infosessions.sign-up"] }).First.ClickAsync();
        await jan.PressAsync(jan.L["sign-up.do"]);
        await jan.SeesHeadingAsync(jan.L["ticket.title"]);
        var calendar = await jan.Context.APIRequest.GetAsync(story.Rollout.Address + await jan.Link(jan.L["ticket.calendar"]).GetAttributeAsync("href"));
        Assert.StartsWith("BEGIN:VCALENDAR", await calendar.TextAsync(), StringComparison.Ordinal);

        await jan.FollowAsync(jan.L["ticket.withdraw"]);
        await jan.PressAsync(jan.L["withdraw.do"]);
        await jan.SeesHeadingAsync(jan.L["ticket.withdrawn"]);
        await jan.OpenAsync("/infosessions");
        await jan.SeesAsync(jan.L.Count("infosessions.seats-left", 1, 1));
    });

    [Fact]
    public Task The_last_seat_goes_to_whoever_presses_first_and_the_other_waits_until_it_is_given_back() => Story.TellAsync(async story =>
    {
        var company = SmallCompany.In(story);
        var (jan, els) = (await story.VisitorAsync(Browsing.PlainPhone), await story.VisitorAsync(Browsing.PlainPhone));
        await jan.SignInAsync(Jan, story.Mails, $"/infosessions/{company.Infosession.Id}/sign-up");
        await els.SignInAsync("els@voorbeeld.be", story.Mails, $"/infosessions/{company.Infosession.Id}/sign-up");

        await jan.PressAsync(jan.L["sign-up.do"]);
        await els.PressAsync(els.L["sign-up.do"]);

        await jan.SeesHeadingAsync(jan.L["ticket.title"]);
        await els.SeesHeadingAsync(els.L["waiting.title", 1]);
        await jan.FollowAsync(jan.L["ticket.withdraw"]);
        await jan.PressAsync(jan.L["withdraw.do"]);
        var offer = await story.Mails.WaitForAsync("els@voorbeeld.be", els.L["infosession-mail.let-go"]);
        await els.OpenAsync(offer.PathWith("/ticket"));
        await els.SeesHeadingAsync(els.L["waiting.yours"]);
        await els.PressAsync(els.L["waiting.take"]);
        await els.SeesHeadingAsync(els.L["ticket.title"]);
    });

    [Fact]
    public Task The_language_is_a_button_and_it_stays() => Story.TellAsync(async story =>
    {
        SmallCompany.In(story);
        var visitor = await story.VisitorAsync(Browsing.PlainPhone);
        await visitor.OpenAsync("/infosessions");

        await visitor.Page.Locator("button[name=language][value=fr]").ClickAsync();

        await Assertions.Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("lang", "fr");
        await visitor.IsAtAsync("/infosessions");
        await visitor.OpenAsync("/sign-in");
        await Assertions.Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("lang", "fr");
    });

    [Fact]
    public Task A_nudge_says_why_and_stops_with_one_press_without_signing_in() => Story.TellAsync(async story =>
    {
        SmallCompany.In(story);
        await story.Rollout.Services.GetRequiredService<PlanNudges>().RunAsync();
        var nudge = await story.Mails.WaitForAsync(Jan, "/stop/");
        var jan = await story.VisitorAsync(Browsing.PlainPhone);

        await jan.OpenAsync(nudge.PathWith("/why/"));
        await jan.SeesAsync("Jan van den Berg");
        await jan.OpenAsync(nudge.PathWith("/stop/"));
        await using (var db = story.Rollout.Database.CreateDbContext())
        {
            Assert.Null((await db.People.SingleAsync(p => p.Email == Jan)).NudgesStoppedAt);
        }

        await jan.PressAsync(jan.L["stop.do"]);
        await jan.SeesHeadingAsync(jan.L["stop.done", "Jan"]);
        await using (var db = story.Rollout.Database.CreateDbContext())
        {
            Assert.NotNull((await db.People.SingleAsync(p => p.Email == Jan)).NudgesStoppedAt);
        }
    });

    [Fact]
    public Task An_ambassadors_link_changes_nothing_until_the_colleague_acts_and_counts_once() => Story.TellAsync(async story =>
    {
        var company = SmallCompany.In(story);
        var jan = await story.VisitorAsync(Browsing.PlainPhone);
        await jan.OpenAsync($"/i/{company.Ambassador.Code}");
        await using (var db = story.Rollout.Database.CreateDbContext())
        {
            Assert.Empty(db.Invitations);
        }

        await jan.FollowAsync(jan.L["invited.begin"]);
        await jan.TypeAsync(jan.L["invited.key"], Jan);
        await jan.TypeAsync(jan.L["invited.family-name"], "Berg");
        await jan.PressAsync(jan.L["invited.accept"]);
        await jan.PressAsync(jan.L["invited.yes-complete"]);
        await jan.SeesHeadingAsync("Jan");
        await jan.Page.GoBackAsync();
        await jan.Page.ReloadAsync();

        await using var after = story.Rollout.Database.CreateDbContext();
        Assert.Single(after.Credits);
    });

    [Fact]
    public Task What_is_kept_about_someone_is_theirs_to_see() => Story.TellAsync(async story =>
    {
        SmallCompany.In(story);
        var jan = await story.VisitorAsync(Browsing.PlainPhone);

        await jan.SignInAsync(Jan, story.Mails, "/my/privacy");

        await jan.SeesHeadingAsync(jan.L["privacy.title"]);
        await jan.SeesAsync(Jan);
    });
}
