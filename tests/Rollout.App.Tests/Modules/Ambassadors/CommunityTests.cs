using Microsoft.EntityFrameworkCore;
using Rollout.Domain.Ambassadors;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Ambassadors;

/// <summary>Stories with consent, teams without a last place, tips and questions.</summary>
public sealed class CommunityTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_story_is_shown_to_everyone_from_when_it_is_given_until_it_is_taken_back(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        var (sanne, bas) = (app.Visitor(the.SannesPerson), app.Visitor(the.Bas));
        Assert.Contains("Nobody asked for your story yet", (await bas.GetAsync("/my/story")).Text, StringComparison.Ordinal);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => the.AskForStoryAsync(the.Bas));
        await the.AskForStoryAsync(the.Lead);
        await Refused.ByAsync(SpotlightRules.AskedOnce, () => the.AskForStoryAsync(the.Lead));
        Assert.DoesNotContain("In the spotlight", (await bas.GetAsync("/")).Text, StringComparison.Ordinal);

        var page = await sanne.GetAsync("/my/story");
        Assert.Contains("Tell it in 1 to 600 characters.", (await sanne.SubmitAsync(page, "story", ("Story", " "))).Text, StringComparison.Ordinal);
        await sanne.SubmitAsync(page, "story", ("Story", "We did it at the coffee machine. <b>"));
        var shown = await bas.GetAsync("/");
        Assert.Contains("In the spotlight: Sanne de Bruijn", shown.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("machine. <b>", shown.Html, StringComparison.Ordinal);
        await sanne.SubmitAsync(await sanne.GetAsync("/my/story"), "story", ("Story", "We did it at lunch."));
        var agreed = (await sanne.GetAsync("/my/privacy")).Text;
        Assert.Contains("until you take it back. Agreed on", agreed, StringComparison.Ordinal);
        await sanne.SubmitAsync(await sanne.GetAsync("/my/story"), "take-back");

        Assert.DoesNotContain("Sanne", (await bas.GetAsync("/")).Text, StringComparison.Ordinal);
        Assert.Contains(", withdrawn on ", (await sanne.GetAsync("/my/privacy")).Text, StringComparison.Ordinal);
        sanne.Language = "nl";
        await sanne.SubmitAsync(await sanne.GetAsync("/my/story"), "story", ("Story", "Aan de lunch."));
        var consents = await the.Database.CreateDbContext().Consents.Where(c => c.Person == the.SannesPerson.Id).OrderBy(c => c.WithdrawnAt == null).ToListAsync();
        Assert.Equal([("en", true), ("nl", false)], consents.ConvertAll(c => (c.Language, c.WithdrawnAt is not null)));
        Assert.StartsWith("Iedereen die inlogt, leest het met je naam", consents[1].Wording, StringComparison.Ordinal);
        await sanne.SubmitAsync(await sanne.GetAsync("/my/story"), "take-back");
        Assert.Equal("", (await the.Database.CreateDbContext().Spotlights.SingleAsync()).Story);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Teams_show_who_rises_never_a_team_of_two_and_names_only_of_who_chose_so(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var youssef = the.Another();
        Assert.Null((await the.TeamsAsync()).Mine);
        the.Another("Mia Claes");
        await the.AcceptAsync(youssef.Code, the.Bas);
        await the.ConfirmAsync(youssef.Code, the.Bas);

        var before = await the.TeamsAsync();
        await the.ChooseNameAsync(await the.PersonOfAsync(youssef), true);
        var after = await the.TeamsAsync();
        await the.ChooseNameAsync(await the.PersonOfAsync(youssef), false);

        Assert.Equal((3, 1, 30, 1), (before.Mine!.Ambassadors, before.Mine.Done, before.Mine.Quota, before.Mine.Lately));
        Assert.Single(before.Rising);
        Assert.Empty(before.Named);
        Assert.Equal([("Youssef Amrani", Milestone.First)], after.Named.Select(n => (n.Name, n.Milestones.Single())));
        Assert.Empty((await the.TeamsAsync()).Named);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => the.ChooseNameAsync(the.Bas, true));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task An_answer_is_for_all_ambassadors_and_who_asked_is_for_the_lead(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var youssef = await the.PersonOfAsync(the.Another());
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        var (lead, sanne, other) = (app.Visitor(the.Lead), app.Visitor(the.SannesPerson), app.Visitor(youssef));

        await sanne.SubmitAsync(await sanne.GetAsync("/my/tips"), "ask", ("Question", "May I ask temps too?"));
        Assert.DoesNotContain("temps", (await other.GetAsync("/my/tips")).Text, StringComparison.Ordinal);
        var page = await lead.GetAsync("/ambassadors/tips");
        Assert.Contains("Sanne de Bruijn", page.Text, StringComparison.Ordinal);
        var id = (await the.Database.CreateDbContext().AmbassadorQuestions.SingleAsync()).Id;
        await lead.SubmitAsync(page, "answer", ("Reply.Question", id.ToString()), ("Reply.Answer", "Yes, they count."));
        await lead.SubmitAsync(page, "tip", ("Language", "en"), ("Text", "Begin at the coffee machine."));

        var read = await other.GetAsync("/my/tips");
        Assert.Contains("Yes, they count.", read.Text, StringComparison.Ordinal);
        Assert.Contains("Begin at the coffee machine.", read.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Sanne", read.Html, StringComparison.Ordinal);
        Assert.Equal(the.SannesPerson.Id, (await the.Database.CreateDbContext().Outbox.SingleAsync(m => m.About == "question-answered")).Person);
        Assert.StartsWith("/denied", (await app.Visitor(the.Bas).GetAsync("/my/tips")).Location, StringComparison.Ordinal);
        Assert.StartsWith("/denied", (await sanne.GetAsync("/ambassadors/tips")).Location, StringComparison.Ordinal);
    }
}
