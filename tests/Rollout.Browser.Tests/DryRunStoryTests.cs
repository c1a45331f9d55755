using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NodaTime;
using Rollout.App.Modules.Infosessions.Feedback;
using Rollout.Browser.Tests.Kit;
using Rollout.Domain.Infosessions;
using Rollout.Testing;

namespace Rollout.Browser.Tests;

/// <summary>
/// A topic is tried out before it opens, in each language: the lead invites a key user, who signs up, answers and adds a finding on a phone without script; the
/// lead settles it, and the topic opens.
/// </summary>
public sealed class DryRunStoryTests
{
    private const string Lead = "mirjam@voorbeeld.be";
    private const string Jan = "jan@voorbeeld.be";

    [Theory]
    [InlineData("en-GB")]
    [InlineData("nl-BE")]
    [InlineData("fr-BE")]
    public Task A_dry_run_leads_to_a_finding_and_the_finding_to_a_topic_that_opens(string language) => Story.TellAsync(
        async story =>
        {
            var topic = Given(story, language[..2]);
            var lead = await story.VisitorAsync(new Browsing(Language: language));
            await lead.SignInAsync(Lead, story.Mails, "/topics");
            var dryRun = await PlanAndInviteAsync(lead, topic);

            var jan = await story.VisitorAsync(Browsing.PlainPhone with { Language = language });
            var invitation = await story.Mails.WaitForAsync(Jan, "/sign-up");
            await jan.OpenAsync(invitation.PathWith("/sign-up"));
            await jan.PressAsync(jan.L["sign-up.do"]);
            await jan.SeesHeadingAsync(jan.L["ticket.title"]);

            await HoldAsync(story, lead, dryRun);
            await AnswerAndFindAsync(story, jan, language);
            await SettleAndOpenAsync(lead, topic);

            await jan.Page.ReloadAsync();
            await jan.SeesAsync("19:00");
            await jan.SeesAsync(jan.L["finding.state-changed"]);
        },
        name: $"dry-run-{language}");

    private static Topic Given(Story story, string language)
    {
        var branch = A.Branch();
        var lead = A.Person(branch, "Mirjam de Vries", Lead);
        lead.Lead();
        lead.SetLanguage(language);
        var jan = A.Person(branch, "Jan van den Berg", Jan);
        jan.SetLanguage(language);
        var topic = AnInfosession.Topic("Lync, zo doe je het", open: false);
        story.Rollout.Database.Given(A.Rollout(), branch, lead, jan, topic);
        return topic;
    }

    private static async Task<string> PlanAndInviteAsync(BrowserVisitor lead, Topic topic)
    {
        await lead.FollowAsync(topic.Title);
        await lead.FollowAsync(lead.L["dry-run.title"]);
        await lead.TypeAsync(lead.L["plan.date"], "2026-12-01");
        await lead.TypeAsync(lead.L["plan.hour"], "10:00");
        await lead.SelectAsync(lead.L["plan.branch"], "Gent");
        await lead.TypeAsync(lead.L["plan.place"], "Refter");
        await lead.PressAsync(lead.L["dry-run.plan"]);
        await lead.IsAtAsync("/infosessions/.*/key-users");
        var dryRun = new Uri(lead.Page.Url).AbsolutePath.Split('/')[2];

        await lead.TypeAsync(lead.L["people.search"], "van den berg");
        await lead.PressAsync(lead.L["my-colleagues.search-go"]);
        await lead.Page.GetByLabel("Jan van den Berg").CheckAsync();
        await lead.PressAsync(lead.L["key-users.do"]);
        await lead.SeesAsync(lead.L.Count("key-users.done", 1));
        Assert.Empty(await Axe.LookAtAsync(lead.Page, "key users"));
        await lead.Page.SetViewportSizeAsync(1440, 900);
        return dryRun;
    }

    /// <summary>The dry-run takes place, and Jan's attendance is noted; then everyone who came is asked.</summary>
    private static async Task HoldAsync(Story story, BrowserVisitor lead, string dryRun)
    {
        story.Clock.Now = new LocalDateTime(2026, 12, 1, 12, 30).InZoneStrictly(A.Brussels).ToInstant();
        await lead.OpenAsync($"/infosessions/{dryRun}/people");
        await lead.Page.GetByLabel("Jan van den Berg").CheckAsync();
        await lead.PressAsync(lead.L["attendance.save"]);
        await lead.OpenAsync($"/infosessions/{dryRun}/slide");
        Assert.Equal(1, await lead.Page.Locator(".qr svg").CountAsync());

        // Quartz runs it every minute; the story does not wait that long.
        await story.Rollout.Services.GetRequiredService<AskForFeedback>().RunAsync();
    }

    private static async Task AnswerAndFindAsync(Story story, BrowserVisitor jan, string language)
    {
        var mail = await story.Mails.WaitForAsync(Jan, "/f/");
        var other = await story.VisitorAsync(new Browsing(360, Language: language));
        await other.OpenAsync(mail.PathWith("/f/"));
        Assert.Empty(await Axe.LookAtAsync(other.Page, "feedback"));

        await jan.OpenAsync(mail.PathWith("/f/"));
        await jan.PressAsync(jan.L["feedback.send"]);
        await jan.SeesAsync(jan.L["rule.feedback.score-useful"]);
        await jan.Page.GetByRole(AriaRole.Group, new() { Name = jan.L["feedback.useful"] }).GetByLabel("4").CheckAsync(new() { Force = true });
        await jan.Page.GetByRole(AriaRole.Group, new() { Name = jan.L["feedback.clear"] }).GetByLabel("3").CheckAsync(new() { Force = true });
        await jan.PressAsync(jan.L["feedback.send"]);
        await jan.SeesHeadingAsync(jan.L["feedback.thanks"]);

        await jan.FollowAsync(jan.L["give-finding.title"]);
        await jan.TypeAsync(jan.L["give-finding.what"], "Two hours is too long.");
        await jan.PressAsync(jan.L["give-finding.do"]);
        await jan.SeesAsync(jan.L["give-finding.saved"]);
        await jan.SeesAsync(jan.L["finding.state-open"]);
        await other.OpenAsync(new Uri(jan.Page.Url).PathAndQuery);
        Assert.Empty(await Axe.LookAtAsync(other.Page, "findings"));
    }

    private static async Task SettleAndOpenAsync(BrowserVisitor lead, Topic topic)
    {
        await lead.OpenAsync($"/topics/{topic.Id.Value}");
        Assert.Equal(0, await lead.Button(lead.L["topics.do-open-topic"]).CountAsync());
        await lead.FollowAsync(lead.L["findings.open-anyway"]);
        await lead.PressAsync(lead.L["waive.do"]);
        await lead.SeesAsync(lead.L["rule.finding.waived-says-why", Finding.AnswerLength]);
        await lead.FollowAsync(lead.L["waive.settle"]);

        await lead.Page.Locator("main .dep a.btn").ClickAsync();
        await lead.TypeAsync(lead.L["finding.words"], "It ends at 19:00 now.");
        await lead.PressAsync(lead.L["finding.save"]);
        await lead.IsAtAsync($"/topics/{topic.Id.Value}/findings$");
        await lead.PressAsync(lead.L["topics.do-open-topic"]);
        await lead.IsAtAsync($"/topics/{topic.Id.Value}$");
        Assert.Equal(0, await lead.Button(lead.L["topics.do-open-topic"]).CountAsync());
        await lead.OpenAsync("/topics");
        await lead.SeesAsync(lead.L["topics.open"]);
    }
}
