using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Access;
using Rollout.App.Data;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Features.Infosessions;

/// <summary>The lead adds a topic.</summary>
public sealed class AddTopic(IDbContextFactory<RolloutDb> dbs, CurrentPerson me, IClock clock)
{
    /// <exception cref="Domain.Rules.BrokenRuleException">An <see cref="InfosessionRules"/> rule refuses.</exception>
    public async Task<TopicId> RunAsync(string title, string summary, int minutes, int seats, string language, CancellationToken ct = default)
    {
        InfosessionRules.OnlyTheLeadKeepsTopics.MustHold((await me.GetAsync(ct)).IsLead);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var topic = Topic.Add(title, summary, minutes, seats, language, clock.GetCurrentInstant());
        db.Topics.Add(topic);
        await db.SaveChangesAsync(ct);
        return topic.Id;
    }
}

/// <summary>The lead changes what a topic says.</summary>
public sealed class DescribeTopic(IDbContextFactory<RolloutDb> dbs, CurrentPerson me)
{
    /// <exception cref="Domain.Rules.BrokenRuleException">An <see cref="InfosessionRules"/> rule refuses.</exception>
    /// <exception cref="DbUpdateConcurrencyException">Someone changed it meanwhile.</exception>
    public async Task RunAsync(TopicId id, string title, string summary, int minutes, int seats, string language, int version, CancellationToken ct = default)
    {
        InfosessionRules.OnlyTheLeadKeepsTopics.MustHold((await me.GetAsync(ct)).IsLead);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var topic = await db.Topics.SingleAsync(t => t.Id == id, ct);
        db.Entry(topic).Property(t => t.Version).OriginalValue = version;
        topic.Describe(title, summary, minutes, seats, language);
        await db.SaveChangesAsync(ct);
    }
}

/// <summary>The lead opens a topic: from then on its infosessions can be published.</summary>
public sealed class OpenTopic(IDbContextFactory<RolloutDb> dbs, CurrentPerson me, IClock clock)
{
    /// <exception cref="Domain.Rules.BrokenRuleException">Someone else than the lead asks.</exception>
    public async Task RunAsync(TopicId id, CancellationToken ct = default)
    {
        InfosessionRules.OnlyTheLeadKeepsTopics.MustHold((await me.GetAsync(ct)).IsLead);
        await using var db = await dbs.CreateDbContextAsync(ct);
        (await db.Topics.SingleAsync(t => t.Id == id, ct)).Open(clock.GetCurrentInstant());
        await db.SaveChangesAsync(ct);
    }
}
