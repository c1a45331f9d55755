using System.Net;

namespace Rollout.App.Tests.Modules.Nudges;

/// <summary>The lead’s page about nudges, over HTTP, on the whole application.</summary>
public sealed class NudgePagesTests
{
    [Fact]
    public async Task The_lead_sees_each_rule_in_words_with_what_is_due_now_and_how_it_reads()
    {
        await using var the = await TheNudgePages.StartAsync();
        var lead = the.App.Visitor(the.Lead);
        var page = await lead.GetAsync("/nudges");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("One person gets a mail now", page.Text, StringComparison.Ordinal);
        Assert.Contains("An ambassador behind their pace", page.Text, StringComparison.Ordinal);
        Assert.Contains("Whom will you bring to De Brug next?", page.Text, StringComparison.Ordinal);

        await the.PlanAsync();
        Assert.DoesNotContain("One person gets a mail now", (await lead.GetAsync("/nudges")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pausing_holds_everything_and_resuming_lets_it_go_on()
    {
        await using var the = await TheNudgePages.StartAsync();
        var lead = the.App.Visitor(the.Lead);
        await lead.SubmitAsync(await lead.GetAsync("/nudges"), "/nudges/pause");
        Assert.Contains("All nudges are paused", (await lead.GetAsync("/nudges")).Text, StringComparison.Ordinal);
        await the.PlanAsync();
        Assert.Empty(the.Messages());

        await lead.SubmitAsync(await lead.GetAsync("/nudges"), "/nudges/resume");
        await the.PlanAsync();
        Assert.Single(the.Messages());
    }

    [Fact]
    public async Task The_contact_budget_is_a_number_from_0_to_5_and_what_was_typed_is_kept()
    {
        await using var the = await TheNudgePages.StartAsync();
        var lead = the.App.Visitor(the.Lead);
        var refused = await lead.SubmitAsync(await lead.GetAsync("/nudges"), "budget", ("Budget", "9"));
        Assert.Contains("The contact budget is 0 to 5 nudges a week.", refused.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"9\"", refused.Html, StringComparison.Ordinal);

        var saved = await lead.FollowAsync(await lead.SubmitAsync(await lead.GetAsync("/nudges"), "budget", ("Budget", "2")));
        Assert.Contains("nobody gets more than 2 nudges", saved.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_forms_token_nothing_is_paused()
    {
        await using var the = await TheNudgePages.StartAsync();
        var answer = await the.App.Visitor(the.Lead).PostAsync("/nudges/pause", []);

        Assert.True((int)answer.Status >= 400);
        using var db = the.Database.CreateDbContext();
        Assert.Null(db.Rollouts.Single().PausedAt);
    }

    [Theory]
    [InlineData("/nudges")]
    [InlineData("/outbox")]
    public async Task Only_the_lead_sees_these_pages(string path)
    {
        await using var the = await TheNudgePages.StartAsync();

        Assert.DoesNotContain("Sanne", (await the.App.Visitor(the.Ambassador).FollowAsync(await the.App.Visitor(the.Ambassador).GetAsync(path))).Text.Replace("Sanne de Bruijn Ambassador", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
