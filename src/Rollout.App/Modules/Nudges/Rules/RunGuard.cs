using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared.Outbox;
using Rollout.Domain.Nudges;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Nudges.Rules;

/// <summary>Asks at the moment of sending whether a run's message is still for its person, by the version it began with.</summary>
internal static class RunGuard
{
    /// <returns>Those to suppress, each with the reason.</returns>
    public static async Task<IReadOnlyDictionary<OutboxMessageId, string>> LostAsync(RolloutDb db, NudgeRuleBook book, IReadOnlyList<OutboxMessage> messages, Instant now, CancellationToken ct)
    {
        var lost = new Dictionary<OutboxMessageId, string>();
        var ids = messages.Select(m => new NudgeRunId(m.SubjectId!.Value)).ToList();
        var runs = await db.NudgeRuns.AsNoTracking().Where(r => ids.Contains(r.Id)).ToListAsync(ct);
        foreach (var group in runs.GroupBy(r => (r.Rule, r.RuleVersion)))
        {
            var rule = new NudgeMatcher(book.Rules.Single(r => r.Id == group.Key.Rule), group.Key.RuleVersion, 0);
            var reading = await ReadNudges.RunAsync(db, [rule], now, [.. group.Select(r => r.Person).Distinct()], openOnly: false, ct);
            var wanted = reading.People.Where(p => rule.IsFor(p, reading.Branches[p.Branch].WeeksLive)).Select(p => p.Id).ToHashSet();
            var about = group.Where(r => !wanted.Contains(r.Person) && reading.Waiting.Count == 0).Select(r => r.Id.Value).ToHashSet();
            messages.Where(m => about.Contains(m.SubjectId!.Value)).ToList().ForEach(m => lost[m.Id] = SuppressionReason.Done);
        }

        messages.Where(m => runs.TrueForAll(r => r.Id.Value != m.SubjectId)).ToList().ForEach(m => lost[m.Id] = SuppressionReason.Done);
        return lost;
    }
}
