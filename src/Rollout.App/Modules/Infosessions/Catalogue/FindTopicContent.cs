using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Catalogue;

/// <summary>One version of a topic's content.</summary>
/// <param name="Until">When it was replaced; null for the current version.</param>
public sealed record ContentVersion(TopicId Topic, int Number, TopicTitle Title, TopicSummary Summary, TopicFullText Text, Instant Since, Instant? Until, DateTimeZone Zone);

/// <summary>Finds one version of a topic's content, for users who may read the topic.</summary>
public sealed class FindTopicContent(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me)
{
    public async Task<ContentVersion?> RunAsync(TopicId id, int number, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.FindReadableAsync(id, actor, ct) is not { } topic)
        {
            return null;
        }

        var zone = await db.Branches.Where(b => b.Id == actor.Branch).Select(b => b.Zone).SingleAsync(ct);
        return number == topic.Content
            ? new ContentVersion(id, number, new TopicTitle(topic.Title, topic.Language, topic.Translations), new TopicSummary(topic.Summary, topic.Language, topic.Translations), new TopicFullText(topic.Text, topic.Language, topic.Translations), topic.ContentSince, null, zone)
            : await db.TopicContents.Where(c => c.Topic == id && c.Number == number)
                .Select(c => new ContentVersion(id, c.Number, new TopicTitle(c.Title, c.Language, c.Translations), new TopicSummary(c.Summary, c.Language, c.Translations), new TopicFullText(c.Text, c.Language, c.Translations), c.Since, c.Until, zone)).SingleOrDefaultAsync(ct);
    }
}

/// <summary>Finds the version an infosession was or will be given with: the one in force when it starts.</summary>
public sealed class FindContentVersion(IDbContextFactory<RolloutDb> dbs)
{
    public async Task<int> RunAsync(TopicId id, Instant startsAt, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.TopicContents.Where(c => c.Topic == id && c.Until > startsAt).OrderBy(c => c.Number).Select(c => (int?)c.Number).FirstOrDefaultAsync(ct)
            ?? await db.Topics.Where(t => t.Id == id).Select(t => t.Content).SingleAsync(ct);
    }
}
