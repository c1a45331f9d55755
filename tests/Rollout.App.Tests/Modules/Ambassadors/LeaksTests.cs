using NodaTime;
using Rollout.App.Shared;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Ambassadors;

/// <summary>
/// Looks for leaks: everything stored about a colleague or another ambassador uses unique words, and every page an ambassador can open is searched for them.
/// </summary>
public sealed class LeaksTests
{
    private static readonly string[] Pages =
    [
        "/", "/my/colleagues", "/my/colleagues?all=true", "/my/colleagues?name=priya", "/my/colleagues?name=bas", "/my/colleagues/stop", "/my/colleagues/poster", "/my/team", "/my/tips", "/my/story", "/my/privacy",
        "/ambassadors/apply", "/infosessions",
    ];

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Of_an_invitee_an_ambassador_sees_invited_came_and_done_and_of_another_ambassador_nothing_they_did_not_choose(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var (priya, ilse) = (A.Person(the.Gent, "Priya Ramdin", "priya.secret-mail@voorbeeld.be", "NR-SECRET-1"), A.Person(the.Gent, "Ilse Vermeer"));
        priya.SetLanguage("fr");
        the.Database.Given(priya, ilse);
        GoToASession(the, priya);
        await the.AcceptAsync(the.Sanne.Code, priya);
        var youssef = the.Another();
        await the.AcceptAsync(youssef.Code, the.Bas);
        await the.ConfirmAsync(youssef.Code, the.Bas);
        var declined = Candidate.Of(ilse.Id);
        declined.Ask(the.Lead.Id, "Secret reason why", 10, TheAmbassadors.First, TheAmbassadors.Last, A.Today, A.Monday);
        declined.Decline(A.Monday);
        the.Database.Given(declined, AmbassadorQuestion.Ask(youssef.Person, "A secret question?", A.Monday), Spotlight.Ask(youssef.Person, the.Lead.Id, A.Monday));
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        var sanne = app.Visitor(the.SannesPerson);

        foreach (var path in Pages)
        {
            var page = await sanne.GetAsync(path);

            Assert.True(page.Location is null, $"{path} leads to {page.Location}");
            foreach (var secret in new[] { "secret", "SECRET", "Zaal Geheim", "attended", "Youssef Amrani is done", "Ilse said no" })
            {
                Assert.False(page.Html.Contains(secret, StringComparison.Ordinal), $"{path} says \"{secret}\"");
            }
        }

        // Bas was brought in by another ambassador: he is not among Sanne's colleagues, nor can she find out that he is done.
        Assert.DoesNotContain("Bas van Loon", (await sanne.GetAsync("/my/colleagues?name=bas")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Youssef", (await sanne.GetAsync("/my/team")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task An_ambassador_opens_no_page_of_the_lead_and_a_director_none_of_another_branch(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var brugge = A.Branch("Brugge");
        var elsewhere = A.Person(brugge, "Els Wouters");
        the.Database.Given(brugge, elsewhere, TheAmbassadors.Appointed(elsewhere));
        var director = the.ADirector();
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);

        foreach (var path in new[] { "/ambassadors", "/ambassadors/coverage", "/ambassadors/tips", $"/ambassadors/{the.Sanne.Id}", $"/ambassadors/ask/{the.Bas.Id}" })
        {
            Assert.StartsWith("/denied", (await app.Visitor(the.SannesPerson).GetAsync(path)).Location, StringComparison.Ordinal);
        }

        foreach (var path in new[] { "/ambassadors", $"/ambassadors/coverage?branch={brugge.Code}", $"/ambassadors/ask/{elsewhere.Id}", $"/ambassadors?branch={brugge.Code}" })
        {
            Assert.DoesNotContain("Els Wouters", (await app.Visitor(director).GetAsync(path)).Html, StringComparison.Ordinal);
        }

        // How to reach their own ambassadors, which is for directors alone.
        Assert.Contains($"mailto:{the.SannesPerson.Email}", (await app.Visitor(director).GetAsync("/ambassadors")).Html, StringComparison.Ordinal);
        Assert.DoesNotContain("mailto:", (await app.Visitor(the.Lead).GetAsync("/ambassadors")).Html, StringComparison.Ordinal);
    }

    // Priya came to an infosession in a hall with a unique name.
    private static void GoToASession(TheAmbassadors the, Person who)
    {
        var topic = Topic.Add("A past topic", "", 60, 14, "en", A.Monday - Duration.FromDays(9));
        topic.Open([], A.Monday - Duration.FromDays(9));
        var session = Infosession.Plan(
            topic.Id,
            new SessionPlan
            {
                Time = new SessionTime(new LocalDateTime(2026, 11, 19, 14, 0), A.Brussels, 60), Branch = the.Gent.Id, Calendar = Holidays.In("BE"), Place = "Zaal Geheim", Seats = 14, Facilitator = the.Lead.Id, Language = "en",
            },
            A.Monday - Duration.FromDays(9));
        session.Publish(topicIsOpen: true, A.Monday - Duration.FromDays(9));
        the.Database.Given(topic, session, Registration.WalkIn(who.Id, session.Id, onFreeChair: true, A.Monday - Duration.FromDays(4)));
    }
}
