using System.Net;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions.Catalogue;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.Catalogue;

/// <summary>The content of topics and their audience.</summary>
public sealed class TopicContentTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task An_infosession_keeps_the_version_it_was_given_with(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var later = AnInfosession.Of(bed.Topic, bed.Gent, bed.Joost, starts: AnInfosession.Tuesday.PlusDays(7));
        bed.Database.Given(later);
        var person = bed.Colleagues(1)[0];
        bed.Clock.Now = bed.Session.EndsAt + Duration.FromHours(1);

        await DescribeAsync(bed, "Told differently");

        Assert.Equal(1, await VersionAsync(bed, bed.Session));
        Assert.Equal(2, await VersionAsync(bed, later));
        var visitor = bed.App.Visitor(person);
        Assert.Contains("What it is, and what it is for.", (await visitor.GetAsync($"/topics/{bed.Topic.Id.Value}/content/1")).Text, StringComparison.Ordinal);
        Assert.Contains("Told differently", (await visitor.GetAsync($"/topics/{bed.Topic.Id.Value}/content/2")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/topics/{bed.Topic.Id.Value}/content/3")).Status);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Words_that_nobody_heard_yet_are_written_over(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var draft = AnInfosession.Topic("Not yet open", open: false);
        bed.Database.Given(draft);

        await DescribeAsync(bed, "Once more", draft);

        await using var db = bed.Database.CreateDbContext();
        Assert.Equal(1, await db.Topics.Where(t => t.Id == draft.Id).Select(t => t.Content).SingleAsync());
        Assert.Empty(db.TopicContents);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_topic_is_meant_for_some_and_hidden_from_none(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var people = bed.Colleagues(2);
        bed.Database.Given();
        await using (var db = bed.Database.CreateDbContext())
        {
            db.People.Single(p => p.Id == people[0].Id).SetWork(WorkType.Field, "Mechanic");
            await db.SaveChangesAsync();
        }

        await bed.ActAsync<AddTopic>(bed.Lead, a => a.RunAsync(new TopicDraft("Zonder bureau", "On your phone.", 60, 10, "nl") { Audience = Audience.Of([WorkType.Field], [bed.Gent.Id]) }));
        await using (var db = bed.Database.CreateDbContext())
        {
            var topic = db.Topics.Single(t => t.Title == "Zonder bureau");
            await bed.ActAsync<OpenTopic>(bed.Lead, a => a.RunAsync(topic.Id));
        }

        var mechanic = await bed.ActAsync<ListTopics, IReadOnlyList<TopicRow>>(people[0], a => a.RunAsync());
        var atDesk = await bed.ActAsync<ListTopics, IReadOnlyList<TopicRow>>(people[1], a => a.RunAsync());

        Assert.Equal([("Zonder bureau", true), ("De Brug in je werkdag", false)], mechanic.Select(t => (t.Title.First, t.IsForMe)));
        Assert.Equal([("De Brug in je werkdag", false), ("Zonder bureau", false)], atDesk.Select(t => (t.Title.First, t.IsForMe)));
        Assert.Contains("Meant for you", (await bed.App.Visitor(people[0]).GetAsync("/topics")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_topic_that_is_not_open_is_read_by_who_prepares_it_only(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var draft = AnInfosession.Topic("Not yet open", open: false);
        bed.Database.Given(draft);
        var path = $"/topics/{draft.Id.Value}";

        Assert.Equal(HttpStatusCode.OK, (await bed.App.Visitor(bed.Lead).GetAsync(path)).Status);
        Assert.Equal(HttpStatusCode.OK, (await bed.App.Visitor(bed.Joost).GetAsync(path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await bed.App.Visitor(bed.Colleagues(1)[0]).GetAsync(path)).Status);
        Assert.StartsWith("/sign-in", (await bed.App.Visitor().GetAsync(path)).Location, StringComparison.Ordinal);
        Assert.Equal("/denied", (await bed.App.Visitor(bed.Joost).GetAsync(path + "/edit")).Location?.Split('?')[0]);
    }

    private static Task DescribeAsync(InfosessionTestBed bed, string text, Topic? topic = null)
    {
        topic ??= bed.Topic;
        return bed.ActAsync<DescribeTopic>(bed.Lead, a => a.RunAsync(topic.Id, new TopicDraft(topic.Title, topic.Summary, 120, 14, "nl") { Text = text }, 0));
    }

    private static Task<int> VersionAsync(InfosessionTestBed bed, Infosession session) =>
        bed.ActAsync<FindContentVersion, int>(bed.Lead, a => a.RunAsync(session.Topic, session.StartsAt));
}
