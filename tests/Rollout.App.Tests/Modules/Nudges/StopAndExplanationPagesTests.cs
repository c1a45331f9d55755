using System.Net;

namespace Rollout.App.Tests.Modules.Nudges;

/// <summary>The pages behind the links in a nudge: stop, and why you got it.</summary>
public sealed class StopAndExplanationPagesTests
{
    [Fact]
    public async Task Opening_the_stop_link_changes_nothing_and_its_button_stops_without_signing_in()
    {
        await using var the = await TheNudgePages.StartAsync();
        var stop = (await the.ANudgeAsync()).Why!.Stop!.Address.PathAndQuery;
        var anyone = the.App.Visitor();
        var page = await anyone.GetAsync(stop);
        Assert.Contains("Stop the nudges, Sanne?", page.Text, StringComparison.Ordinal);
        Assert.False(the.IsStopped());

        var done = await anyone.FollowAsync(await anyone.SubmitAsync(page, stop));
        Assert.Contains("The nudges have stopped, Sanne", done.Text, StringComparison.Ordinal);
        Assert.True(the.IsStopped());

        await anyone.SubmitAsync(done, stop + "/resume");
        Assert.False(the.IsStopped());
    }

    [Fact]
    public async Task A_mail_program_stops_with_one_click_without_cookies_or_redirects()
    {
        await using var the = await TheNudgePages.StartAsync();
        var stop = (await the.ANudgeAsync()).Why!.Stop!.Address.PathAndQuery;

        var first = await the.App.Visitor().PostAsync(stop, [KeyValuePair.Create("List-Unsubscribe", "One-Click")]);
        var again = await the.App.Visitor().PostAsync(stop, [KeyValuePair.Create("List-Unsubscribe", "One-Click")]);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.Status, again.Status));
        Assert.True(the.IsStopped());
    }

    [Theory]
    [InlineData("/stop/nonsense")]
    [InlineData("/why/nonsense")]
    public async Task A_link_that_is_not_ours_says_what_to_do(string path)
    {
        await using var the = await TheNudgePages.StartAsync();
        var page = await the.App.Visitor().GetAsync(path);

        Assert.Contains("This link does not work any more", page.Text, StringComparison.Ordinal);
        Assert.NotEqual(HttpStatusCode.OK, (await the.App.Visitor().PostAsync("/stop/nonsense", [KeyValuePair.Create("List-Unsubscribe", "One-Click")])).Status);
    }

    [Fact]
    public async Task A_link_to_stop_does_not_open_the_page_that_tells_why_nor_the_other_way_round()
    {
        await using var the = await TheNudgePages.StartAsync();
        var why = (await the.ANudgeAsync()).Why!;

        Assert.Contains("does not work", (await the.App.Visitor().GetAsync(why.Stop!.Address.PathAndQuery.Replace("/stop/", "/why/", StringComparison.Ordinal))).Text, StringComparison.Ordinal);
        Assert.Contains("does not work", (await the.App.Visitor().GetAsync(why.More!.Address.PathAndQuery.Replace("/why/", "/stop/", StringComparison.Ordinal))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_behind_a_nudge_tells_the_rule_and_what_is_known()
    {
        await using var the = await TheNudgePages.StartAsync();
        var page = await the.App.Visitor().GetAsync((await the.ANudgeAsync()).Why!.More!.Address.PathAndQuery);

        Assert.Contains("Why you got “Whom will you bring to De Brug next?”", page.Text, StringComparison.Ordinal);
        Assert.Contains("fewer credits than a steady pace", page.Text, StringComparison.Ordinal);
        Assert.Contains("Sanne de Bruijn", page.Text, StringComparison.Ordinal);
    }
}
