using System.Net;
using Microsoft.EntityFrameworkCore;
using Rollout.Domain.Infosessions;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions;

/// <summary>Running infosessions in a browser, as lead and facilitator.</summary>
public sealed class RunningPagesTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_lead_keeps_topics_and_drafts_in_the_browser(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var lead = bed.App.Visitor(bed.Lead);

        var page = await lead.SubmitAsync(await lead.GetAsync("/topics/new"), "topic", ("Title", ""), ("Summary", "Do and don’t"), ("Language", "en"), ("Minutes", "many"), ("Seats", "12"));
        Assert.Contains("Give the topic a title", page.Text, StringComparison.Ordinal);
        Assert.Contains("Do and don’t", page.Text, StringComparison.Ordinal);
        await lead.SubmitAsync(page, "topic", ("Title", "House rules"), ("Summary", "Do and don’t"), ("Language", "en"), ("Minutes", "45"), ("Seats", "12"));
        using var db = bed.Database.CreateDbContext();
        var topic = db.Topics.AsNoTracking().Single(t => t.Title == "House rules");
        page = await lead.SubmitAsync(await lead.GetAsync($"/topics/{topic.Id.Value}/edit"), "topic", ("Title", "Our house rules"), ("Summary", ""), ("Language", "en"), ("Minutes", "45"), ("Seats", "12"));
        Assert.Equal($"/topics/{topic.Id.Value}", page.Location);
        var draft = AnInfosession.Of(topic, bed.Gent, bed.Joost, starts: AnInfosession.Tuesday.PlusDays(1), published: false);
        bed.Database.Given(draft);
        Assert.Equal(HttpStatusCode.NotFound, (await bed.App.Visitor().GetAsync($"/infosessions/{draft.Id.Value}")).Status);

        page = await lead.GetAsync($"/infosessions/several?act=publish&s={draft.Id.Value}");
        Assert.Contains("is not open yet, so its drafts cannot be published", page.Text, StringComparison.Ordinal);
        page = await lead.FollowAsync(await lead.SubmitAsync(await lead.GetAsync($"/infosessions/{draft.Id.Value}"), "/infosessions/publish"));
        Assert.Contains("Open the topic first", page.Text, StringComparison.Ordinal);
        await lead.SubmitAsync(await lead.GetAsync("/topics"), $"/topics/{topic.Id.Value}/open");
        page = await lead.SubmitAsync(await lead.GetAsync($"/infosessions/{draft.Id.Value}"), "/infosessions/publish");

        Assert.Equal($"/infosessions/{draft.Id.Value}", page.Location);
        Assert.Equal(InfosessionState.Published, bed.Stored(draft).State);
        Assert.Contains("Our house rules", (await bed.App.Visitor().GetAsync("/infosessions")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_facilitator_moves_it_cancels_another_and_ticks_who_came_in_the_browser(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var other = AnInfosession.Of(bed.Topic, bed.Gent, bed.Joost, starts: AnInfosession.Tuesday.PlusDays(1));
        bed.Database.Given(other);
        var people = bed.Colleagues(3);
        foreach (var person in people)
        {
            await bed.SignUpAsync(person);
        }

        var joost = bed.App.Visitor(bed.Joost);
        var path = $"/infosessions/{bed.Session.Id.Value}";
        var page = await joost.SubmitAsync(
            await joost.GetAsync($"{path}/edit"), "edit",
            ("Date", "2026-12-03"), ("Hour", "09:00"), ("Minutes", "60"), ("Branch", bed.Gent.Id.Value.ToString()), ("Place", "Zaal 2"), ("Link", ""), ("Seats", "2"), ("Facilitator", bed.Joost.Id.Value.ToString()), ("Language", "nl"));
        Assert.Contains("Seats taken already: 3", page.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"Zaal 2\"", page.Html, StringComparison.Ordinal);
        page = await joost.SubmitAsync(
            page, "edit",
            ("Date", "2026-12-03"), ("Hour", "09:00"), ("Minutes", "60"), ("Branch", bed.Gent.Id.Value.ToString()), ("Place", "Zaal 2"), ("Link", ""), ("Seats", "20"), ("Facilitator", bed.Joost.Id.Value.ToString()), ("Language", "nl"));
        Assert.Equal(path, page.Location);
        Assert.Equal(3, bed.Mails(about: "infosession-moved").Count);

        page = await joost.SubmitAsync(await joost.GetAsync($"/infosessions/{other.Id.Value}/cancel"), "cancel", ("Reason", ""));
        Assert.Contains("Say why", page.Text, StringComparison.Ordinal);
        await joost.SubmitAsync(page, "cancel", ("Reason", "Nobody can come."));
        Assert.Equal(InfosessionState.Cancelled, bed.Stored(other).State);

        bed.Clock.Now = bed.Stored().StartsAt;
        page = await joost.FollowAsync(await joost.SubmitAsync(await joost.GetAsync($"{path}/people"), "attendance", ("Came", people[0].Id.Value.ToString()), ("Came", people[1].Id.Value.ToString())));
        Assert.Contains("Saved: 2 of 3 came", page.Text, StringComparison.Ordinal);
    }
}
