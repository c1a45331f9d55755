using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NodaTime;
using Rollout.App.Modules.Infosessions.Feedback;
using Rollout.App.Modules.Infosessions.Reminders;
using Rollout.App.Modules.Nudges;
using Rollout.App.Shared.Localization;
using Rollout.Browser.Tests.Kit;
using Rollout.Testing;

namespace Rollout.Browser.Tests;

/// <summary>What everyone else does, on a phone.</summary>
public sealed partial class ColdWalkTests
{
    /// <returns>The ambassador's code, as their own page shows it.</returns>
    private static async Task<string> AppointAsync(Story story, BrowserVisitor lead)
    {
        await lead.OpenAsync("/ambassadors/appoint?name=Deeltijds");
        await lead.Page.GetByText("Fons Deeltijds").ClickAsync();
        await lead.PressAsync(lead.L["appoint.go"]);
        await lead.IsAtAsync("/ambassadors");
        await lead.SeesAsync("Fons Deeltijds");

        var welcome = await story.Mails.WaitForAsync(Fons, "/my/colleagues");
        var fons = await story.VisitorAsync(Phone);
        await fons.SignInAsync(Fons, story.Mails, welcome.PathWith("/my/colleagues"));
        var qr = Assert.Single(QrReader.AddressesIn(await fons.Page.ContentAsync()));
        return qr.AbsolutePath;
    }

    /// <summary>A key user signs up by the link in the invitation, and says what is missing.</summary>
    private static async Task KeyUserComesAsync(Story story, BrowserVisitor lead, string attendance)
    {
        var nina = await story.VisitorAsync(PlainPhone);
        await nina.OpenAsync((await story.Mails.WaitForAsync(Nina, "/sign-up")).PathWith("/sign-up"));
        await nina.PressAsync(nina.L["sign-up.do"]);
        await nina.SeesHeadingAsync(nina.L["ticket.title"]);

        ItIs(story, new LocalDateTime(2026, 11, 24, 12, 30));
        await lead.OpenAsync(attendance);
        await lead.Page.GetByLabel("Nina Spatie").CheckAsync();
        await lead.PressAsync(lead.L["attendance.save"]);
        await WorkAsync<AskForFeedback>(story, job => job.RunAsync());
        await nina.OpenAsync((await story.Mails.WaitForAsync(Nina, "/findings")).PathWith("/findings"));
        await nina.TypeAsync(nina.L["give-finding.what"], "Twee uur zonder pauze is te lang.");
        await nina.PressAsync(nina.L["give-finding.do"]);
        await nina.SeesAsync(nina.L["give-finding.saved"]);
    }

    /// <summary>The lead prints a poster; someone without an account points their phone at it.</summary>
    private static async Task SignUpFromPosterAsync(Story story, BrowserVisitor lead)
    {
        await lead.OpenAsync("/infosessions");
        await lead.FollowAsync(Topic);
        await lead.FollowAsync(lead.L["poster.title"]);
        var qr = Assert.Single(QrReader.AddressesIn(await lead.Page.ContentAsync()));

        var jan = await story.VisitorAsync(Phone);
        await jan.OpenAsync(qr.AbsoluteUri);
        await jan.SeesHeadingAsync(Topic);
        await jan.TypeAsync(jan.L["sign-up.who-key"], Jan);
        await jan.PressAsync(jan.L["sign-up.do"]);
        await jan.TypeAsync(jan.L["sign-in.code-title"], (await story.Mails.WaitForAsync(Jan, m => m.HasCode)).Code);
        await jan.PressAsync(jan.L["sign-up.do"]);
        await jan.SeesHeadingAsync(jan.L["ticket.title"]);
        var confirmation = await story.Mails.WaitForAsync(Jan, m => m.Calendar.Contains("BEGIN:VCALENDAR", StringComparison.Ordinal));
        Assert.Contains("Refter", confirmation.Calendar, StringComparison.Ordinal);
    }

    /// <summary>Someone without a mailbox says their personnel number and family name, on the infosession itself.</summary>
    private static async Task SignUpByNumberAsync(Story story)
    {
        var karel = await story.VisitorAsync(Phone);
        await karel.OpenAsync("/infosessions");
        await karel.Page.Locator(".sessions .act a").Nth(1).ClickAsync();
        await karel.TypeAsync(karel.L["sign-up.who-key"], "000129");
        await karel.TypeAsync(karel.L["sign-up.who-name"], "peeters");
        await karel.PressAsync(karel.L["sign-up.do"]);
        await karel.SeesHeadingAsync(karel.L["ticket.title"]);
    }

    /// <summary>Someone without JavaScript signs up with a mailed code, gets a calendar entry, and withdraws.</summary>
    private static async Task SignUpAndWithdrawAsync(Story story)
    {
        var nina = await story.VisitorAsync(PlainPhone);
        await nina.OpenAsync("/infosessions");
        await nina.Page.Locator(".sessions .act a").Nth(2).ClickAsync();
        await nina.TypeAsync(nina.L["sign-up.who-key"], Nina);
        await nina.PressAsync(nina.L["sign-up.do"]);
        await nina.TypeAsync(nina.L["sign-in.code-title"], (await story.Mails.WaitForAsync(Nina, m => m.HasCode)).Code);
        await nina.PressAsync(nina.L["sign-up.do"]);
        await nina.SeesHeadingAsync(nina.L["ticket.title"]);

        await nina.FollowAsync(nina.L["ticket.withdraw"]);
        await nina.PressAsync(nina.L["withdraw.do"]);
        await nina.SeesHeadingAsync(nina.L["ticket.withdrawn"]);
        await story.Mails.WaitForAsync(Nina, m => m.Calendar.Contains("METHOD:CANCEL", StringComparison.Ordinal));
    }

    /// <summary>A colleague points a phone without script at the ambassador's, says who they are and confirms their profile: one credit, once.</summary>
    private static async Task ColleagueConfirmsAsync(Story story, string path)
    {
        var jan = await story.VisitorAsync(PlainPhone);
        await jan.OpenAsync(path);
        await jan.FollowAsync(jan.L["invited.begin"]);
        await jan.TypeAsync(jan.L["invited.key"], "000123");
        await jan.TypeAsync(jan.L["invited.family-name"], "van den Berg");
        await jan.PressAsync(jan.L["invited.accept"]);
        await jan.PressAsync(jan.L["invited.yes-complete"]);
        await Assertions.Expect(jan.Page.Locator(".ok")).ToBeVisibleAsync();

        var fons = await story.VisitorAsync(Phone);
        await fons.SignInAsync(Fons, story.Mails, "/my/colleagues");
        await fons.SeesHeadingAsync("1");
        await fons.SeesAsync("Jan van den Berg");
    }

    /// <summary>A director completes each check, plans the kick-off, and signs.</summary>
    private static async Task SignAsync(Story story, string director, string branch)
    {
        var visitor = await story.VisitorAsync(Phone);
        var asked = await story.Mails.WaitForAsync(director, "/launches/");
        await visitor.SignInAsync(director, story.Mails, asked.PathWith("/launches/"));
        var answers = visitor.Page.Locator("a.btn", new() { HasText = visitor.L["launch.answer"] });
        while (await answers.CountAsync() is > 0 and var left)
        {
            await answers.First.ClickAsync();
            await visitor.TypeAsync(visitor.L["launch.evidence"], "Zelf gezien");
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

    private static async Task KickOffAsync(BrowserVisitor director, string branch)
    {
        await director.FollowAsync(director.L["launch.to-kick-off"]);
        await director.TypeAsync(director.L["kick-off.place"], "Kantine");
        await director.PressAsync(director.L["kick-off.save"]);
        await director.SeesHeadingAsync(director.L["kick-off.heading-planned", branch]);
        await director.Page.Locator("section[aria-labelledby=now] button").ClickAsync();
        await director.SeesAsync(director.L["kick-off.invited-body"]);
        await director.FollowAsync(branch);
    }

    /// <summary>Two weeks before, people without an infosession are asked to pick one; the link in the mail is enough to do so, and then nobody asks again.</summary>
    private static async Task NudgeAsync(Story story)
    {
        ItIs(story, new LocalDateTime(2026, 12, 2, 10, 30));
        await WorkAsync<PlanInfosessionReminders>(story, job => job.RunAsync());
        await WorkAsync<PlanNudges>(story, job => job.RunAsync());
        var subject = Localizer.In("nl")["nudge.no-infosession.subject", "De Brug"];
        var nudge = await story.Mails.WaitForAsync(Nina, m => m.Subject == subject);
        Assert.Contains("List-Unsubscribe-Post", nudge.Headers, StringComparison.OrdinalIgnoreCase);

        var nina = await story.VisitorAsync(PlainPhone);
        await nina.OpenAsync(nudge.PathWith("/sign-up"));
        await nina.PressAsync(nina.L["sign-up.do"]);
        await nina.SeesHeadingAsync(nina.L["ticket.title"]);

        await WorkAsync<PlanNudges>(story, job => job.RunAsync());
        Assert.Single(story.Mails.To(Nina), m => m.Subject == subject);
    }

    private static async Task RollCallAsync(Story story)
    {
        var zoe = await story.VisitorAsync(Phone);
        await zoe.SignInAsync(Zoe, story.Mails, (await story.Mails.WaitForAsync(Zoe, "/roll-call")).PathWith("/roll-call"));
        await zoe.TypeAsync(zoe.L["roll-call.present"], "4");
        await zoe.TypeAsync(zoe.L["roll-call.first-visits", "De Brug"], "3");
        await zoe.TypeAsync(zoe.L["roll-call.trouble"], "Wifi in de refter valt weg");
        await zoe.PressAsync(zoe.L["roll-call.report"]);
        await zoe.SeesAsync(zoe.L["roll-call.thanks"]);
    }

    // Quartz runs every job once a minute; the story does not wait that long.
    private static Task WorkAsync<TJob>(Story story, Func<TJob, Task> run)
        where TJob : notnull => run(story.Rollout.Services.GetRequiredService<TJob>());
}
