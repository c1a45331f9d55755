using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Catalogue;

/// <summary>The lead adds a topic.</summary>
public sealed class AddTopic(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">An <see cref="InfosessionRules"/> or <see cref="TopicRules"/> rule is broken.</exception>
    public async Task<TopicId> RunAsync(TopicDraft draft, CancellationToken ct = default)
    {
        InfosessionRules.OnlyTheLeadKeepsTopics.Ensure((await me.GetAsync(ct)).IsLead);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var topic = Topic.Add(draft, clock.GetCurrentInstant());
        db.Topics.Add(topic);
        await db.SaveChangesAsync(ct);
        return topic.Id;
    }
}

/// <summary>The lead changes a topic. Content that is open, or was presented in an infosession or a dry-run, is kept as an earlier version.</summary>
public sealed class DescribeTopic(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">An <see cref="InfosessionRules"/> or <see cref="TopicRules"/> rule is broken.</exception>
    /// <exception cref="DbUpdateConcurrencyException">Someone else changed it meanwhile.</exception>
    public async Task RunAsync(TopicId id, TopicDraft draft, int version, CancellationToken ct = default)
    {
        InfosessionRules.OnlyTheLeadKeepsTopics.Ensure((await me.GetAsync(ct)).IsLead);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.GetCurrentInstant();
        var topic = await db.Topics.SingleAsync(t => t.Id == id, ct);
        db.Entry(topic).Property(t => t.Version).OriginalValue = version;
        var wasTold = await db.Infosessions.AnyAsync(s => s.Topic == id && s.State == InfosessionState.Published && s.StartsAt <= now && s.StartsAt >= topic.ContentSince, ct);
        if (topic.Describe(draft, wasTold, now) is { } kept)
        {
            db.TopicContents.Add(kept);
        }

        await db.SaveChangesAsync(ct);
    }
}

/// <summary>The lead opens a topic: from then on its infosessions can be published. If a reason is given, open findings are waived in the lead's name.</summary>
public sealed class OpenTopic(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">The user is not the lead, or a finding is open and no reason is given.</exception>
    public async Task RunAsync(TopicId id, string? waivedBecause = null, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        InfosessionRules.OnlyTheLeadKeepsTopics.Ensure(actor.IsLead);
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var topic = await db.LockAsync(id, ct);
        var findings = await db.Findings.Where(f => f.Topic == id).ToListAsync(ct);
        foreach (var finding in findings.Where(f => f.State == FindingState.Open && waivedBecause is not null && !topic.IsOpen))
        {
            finding.Waive(waivedBecause!, actor.Id);
        }

        topic.Open(findings, clock.GetCurrentInstant());
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
