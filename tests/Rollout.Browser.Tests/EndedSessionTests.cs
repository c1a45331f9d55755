using System.Text.RegularExpressions;
using Microsoft.Playwright;
using NodaTime;
using Rollout.Browser.Tests.Kit;
using Rollout.Testing;

namespace Rollout.Browser.Tests;

/// <summary>A page that lives ends with its session, and with the role it was opened for; nobody has to click for it.</summary>
public sealed partial class EndedSessionTests
{
    private static readonly LocatorAssertionsToBeEnabledOptions Alive = new() { Timeout = 20_000 };
    private static readonly PageAssertionsToHaveURLOptions Soon = new() { Timeout = 20_000 };

    [Fact]
    public Task A_live_page_goes_to_the_sign_in_when_its_session_is_ended_elsewhere() => Story.TellAsync(async story =>
    {
        var (company, lead) = await OnThePlannerAsync(story);
        var elsewhere = new Visitor(new Uri(story.Rollout.Address));
        var (name, value) = story.Rollout.CookieOf(company.Lead);
        elsewhere.Cookies[name] = value;

        await elsewhere.SubmitAsync(await elsewhere.GetAsync("/my/privacy"), "/my/sessions/end-all");

        await Assertions.Expect(lead.Page).ToHaveURLAsync(SignIn(), Soon);
    });

    [Fact]
    public Task A_live_page_shows_nothing_more_to_whoever_lost_the_role_it_is_for() => Story.TellAsync(async story =>
    {
        var (company, lead) = await OnThePlannerAsync(story);
        using (var db = story.Rollout.Database.CreateDbContext())
        {
            db.People.Single(p => p.Id == company.Lead.Id).RevokeLeadRole();
            db.SaveChanges();
        }

        await Assertions.Expect(lead.Page).ToHaveURLAsync(Denied(), Soon);
    });

    private static async Task<(ThreeTopics Company, BrowserVisitor Lead)> OnThePlannerAsync(Story story)
    {
        var company = ThreeTopics.In(story);
        var session = company.Given(story, new LocalDate(2026, 12, 7));
        var lead = await company.LeadAsync(story);
        await lead.OpenAsync("/infosessions/planner?week=2026-50");
        await Assertions.Expect(lead.Page.Locator($"#move-{session.Id.Value:N}")).ToBeEnabledAsync(Alive);
        return (company, lead);
    }

    [GeneratedRegex("/sign-in")]
    private static partial Regex SignIn();

    [GeneratedRegex("/denied")]
    private static partial Regex Denied();
}
