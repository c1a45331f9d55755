using Microsoft.EntityFrameworkCore;
using Rollout.Browser.Tests.Kit;
using Rollout.Domain.Ambassadors;
using Rollout.Testing;

namespace Rollout.Browser.Tests;

/// <summary>How a colleague becomes a credit, on a phone at a poster; and what the ambassador and the lead do about it.</summary>
public sealed class CreditStoryTests
{
    [Theory]
    [InlineData("en-GB")]
    [InlineData("nl-NL")]
    [InlineData("fr-FR")]
    public Task Three_taps_from_a_poster_on_a_phone_without_script(string language) => Story.TellAsync(async story =>
    {
        var company = SmallCompany.In(story);
        var piet = await story.VisitorAsync(Browsing.PlainPhone with { Language = language });
        await piet.OpenAsync($"/i/{company.Ambassador.Code}?via=poster");

        await piet.FollowAsync(piet.L["invited.begin"]);
        await piet.TypeAsync(piet.L["invited.key"], company.Piet.PersonnelNumber!);
        await piet.TypeAsync(piet.L["invited.family-name"], "peeters");
        await piet.PressAsync(piet.L["invited.accept"]);
        await piet.PressAsync(piet.L["invited.yes-complete"]);

        await piet.SeesHeadingAsync("Piet");
        await using var db = story.Rollout.Database.CreateDbContext();
        Assert.Equal(InvitationChannel.Poster, (await db.Invitations.SingleAsync()).Channel);
        Assert.Equal(company.Piet.Id, (await db.Credits.SingleAsync()).Colleague);
    });

    [Fact]
    public Task An_ambassador_claims_asks_for_a_review_and_the_lead_moves_the_credit() => Story.TellAsync(async story =>
    {
        var company = SmallCompany.In(story);
        await using var db = story.Rollout.Database.CreateDbContext();
        var (lead, sanne) = (await db.People.SingleAsync(p => p.IsLead), await db.People.SingleAsync(p => p.Id == company.Ambassador.Person));
        var youssef = A.Person(await db.Branches.SingleAsync(), "Youssef Amrani");
        var other = Ambassador.Appoint(youssef.Id, 10, company.Ambassador.From, company.Ambassador.Until, "YOUSSEF-3A4C", A.Today, A.Monday);
        story.Rollout.Database.Given(youssef, other);
        var (ambassador, colleague) = (await story.SignedInAsync(sanne, Browsing.Phone), await story.VisitorAsync(Browsing.PlainPhone));

        await ambassador.OpenAsync($"/my/colleagues/{company.Piet.Id}/claim");
        await ambassador.PressAsync(ambassador.L["claim.yes"]);
        await ambassador.SeesAsync(ambassador.L["claim.open"]);
        Assert.Empty(await Axe.LookAtAsync(ambassador.Page, "my colleagues"));
        await colleague.OpenAsync($"/i/{other.Code}/who?via=card");
        await colleague.TypeAsync(colleague.L["invited.key"], company.Piet.PersonnelNumber!);
        await colleague.TypeAsync(colleague.L["invited.family-name"], "Peeters");
        await colleague.PressAsync(colleague.L["invited.accept"]);
        await colleague.PressAsync(colleague.L["invited.yes-complete"]);
        await ambassador.OpenAsync("/my/colleagues/reviews");
        await ambassador.TypeAsync(ambassador.L["review.words"], "We did it together on Monday.");
        await ambassador.PressAsync(ambassador.L["review.send"]);
        await ambassador.SeesAsync(ambassador.L["review.open"]);

        var desk = await story.SignedInAsync(lead);
        await desk.OpenAsync("/ambassadors/reviews");
        Assert.Empty(await Axe.LookAtAsync(desk.Page, "reviews"));
        await desk.Page.GetByLabel(desk.L["review.move", sanne.Name]).CheckAsync();
        await desk.TypeAsync(desk.L["review.answer"], "You sit together, I asked.");
        await desk.PressAsync(desk.L["review.answer-go"]);
        await desk.SeesAsync(desk.L["review.answered"]);
        await using var after = story.Rollout.Database.CreateDbContext();
        Assert.Equal(company.Ambassador.Id, (await after.Credits.SingleAsync()).Ambassador);

        await desk.OpenAsync($"/ambassadors/credits/{company.Piet.Id}");
        await desk.Page.GetByLabel("Youssef Amrani").CheckAsync();
        await desk.TypeAsync(desk.L["credit.reason"], "It was his poster after all");
        await desk.PressAsync(desk.L["credit.move-go"]);
        Assert.Equal(other.Id, (await after.Credits.AsNoTracking().SingleAsync()).Ambassador);
    });

    [Fact]
    public Task The_pages_about_credits_have_no_barriers_in_any_language() => Story.TellAsync(async story =>
    {
        var company = SmallCompany.In(story);
        await using var db = story.Rollout.Database.CreateDbContext();
        var (lead, sanne) = (await db.People.SingleAsync(p => p.IsLead), await db.People.SingleAsync(p => p.Id == company.Ambassador.Person));
        var found = new List<string>();
        foreach (var language in new[] { "en-GB", "nl-NL", "fr-FR" })
        {
            var (desk, phone) = (await story.SignedInAsync(lead, new Browsing(Language: language)), await story.SignedInAsync(sanne, Browsing.Phone with { Language = language }));
            foreach (var (visitor, path) in new[]
            {
                (phone, "/my/colleagues/words"), (phone, "/my/colleagues/cards"), (phone, "/my/colleagues/poster"), (phone, "/my/colleagues/reviews"), (phone, $"/my/colleagues/{company.Piet.Id}/claim"),
                (desk, "/ambassadors/seasons"), (desk, "/ambassadors"), (desk, "/people/import?what=profiles"), (desk, "/settings"),
            })
            {
                await visitor.OpenAsync(path);
                found.AddRange(await Axe.LookAtAsync(visitor.Page, path));
            }
        }

        Assert.Empty(found);
    });
}
