using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.Browser.Tests.Kit;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.Browser.Tests;

/// <summary>An ambassador's week on a phone without script: asked on Monday, three colleagues later handing over; axe checks each page.</summary>
public sealed class AmbassadorWeekTests
{
    [Theory]
    [InlineData("nl-BE")]
    [InlineData("en-GB")]
    [InlineData("fr-BE")]
    public Task An_ambassador_is_asked_brings_a_colleague_along_asks_the_lead_and_hands_over(string language) => Story.TellAsync(
        async story =>
        {
            var (lead, sanne, jan) = Given(story, language[..2]);
            var boss = await story.SignedInAsync(lead, new Browsing(Language: language));
            await boss.OpenAsync($"/ambassadors/ask/{sanne.Id}");
            await boss.PressAsync(boss.L["ask.go", sanne.GivenName]);
            await boss.SeesAsync(boss.L["coverage.done-asked"]);
            Assert.Empty(await Axe.LookAtAsync(boss.Page, "coverage"));

            var question = await story.Mails.WaitForAsync(sanne.Email!, "/ambassadors/asked");
            var phone = await story.SignedInAsync(sanne, Browsing.PlainPhone with { Language = language });
            await phone.OpenAsync(question.PathWith("/ambassadors/asked"));
            await phone.PressAsync(phone.L["asked.yes"]);
            await phone.SeesHeadingAsync(phone.L["asked.accepted", sanne.GivenName]);

            await phone.OpenAsync("/my/colleagues");
            await phone.PressAsync(phone.L["my-colleagues.invite", jan.GivenName]);
            await phone.SeesAsync(phone.L["my-colleagues.mail-is-on-its-way", jan.Name]);
            await phone.OpenAsync("/my/tips");
            await phone.TypeAsync(phone.L["tips.ask"], "Tellen uitzendkrachten?");
            await phone.PressAsync(phone.L["tips.ask-go"]);
            await phone.SeesAsync(phone.L["tips.asked"]);
            await phone.OpenAsync("/my/team");
            await phone.PressAsync(phone.L["team.show-me"]);
            await phone.SeesAsync(phone.L["team.hide-me"]);
            await LookAsync(story, sanne, language);

            await phone.OpenAsync("/my/colleagues/stop");
            await phone.SelectAsync(phone.L["hand-over.to"], "Youssef Amrani");
            await phone.PressAsync(phone.L["stop-being.go"]);
            await using var db = story.Rollout.Database.CreateDbContext();
            var left = await db.Ambassadors.SingleAsync(a => a.Person == sanne.Id);
            Assert.Equal(left.HandedTo, (await db.Invitations.SingleAsync(i => i.Colleague == jan.Id)).Ambassador);
            await phone.OpenAsync("/i/" + left.Code);
            await phone.SeesAsync("Youssef");
        },
        name: $"ambassador-week-{language}");

    private static async Task LookAsync(Story story, Person sanne, string language)
    {
        // Axe is a script itself, so it runs in a browser with scripts.
        var seeing = await story.SignedInAsync(sanne, new Browsing(Language: language));
        foreach (var path in new[] { "/my/colleagues", "/my/team", "/my/tips", "/my/colleagues/stop", "/", "/ambassadors/apply" })
        {
            await seeing.OpenAsync(path);
            Assert.Empty(await Axe.LookAtAsync(seeing.Page, path));
        }
    }

    private static (Person Lead, Person Sanne, Person Jan) Given(Story story, string language)
    {
        var branch = A.Branch();
        var (lead, sanne, jan, youssef) = (A.Lead(branch), A.Person(branch, "Sanne de Bruijn"), A.Person(branch, "Jan van den Berg"), A.Person(branch, "Youssef Amrani"));
        foreach (var person in new[] { lead, sanne, jan, youssef })
        {
            person.SetLanguage(language);
        }

        story.Rollout.Database.Given(
            A.Rollout(), branch, lead, sanne, jan, youssef,
            Ambassador.Appoint(youssef.Id, 10, new LocalDate(2026, 11, 2), new LocalDate(2026, 12, 28), "YOUSSEF-7K3M", A.Today, A.Monday));
        return (lead, sanne, jan);
    }
}
