using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Nudges.Occasions;
using Rollout.App.Persistence;
using Rollout.Domain.People;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Nudges;

/// <summary>
/// Queues nudges in one transaction: each once, and none above anyone's contact budget. Planners lock the rollout's row, so that two of them never spend the
/// same budget.
/// </summary>
public sealed class QueueNudges(IDbContextFactory<RolloutDb> dbs, NudgeEmails letters, IClock clock)
{
    private static readonly Duration Window = Duration.FromDays(7);

    /// <returns>How many were queued.</returns>
    public async Task<int> RunAsync(INudgeSource rule, IReadOnlyList<NudgeDraft> drafts, CancellationToken ct = default)
    {
        if (drafts.Count == 0)
        {
            return 0;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var turn = await db.Database.BeginTransactionAsync(ct);
        await db.LockRolloutAsync(ct);
        var rollout = await db.Rollouts.AsNoTracking().SingleAsync(ct);
        if (rollout.PausedAt is not null)
        {
            return 0;
        }

        var now = clock.GetCurrentInstant();
        var known = await KnownAsync(db, drafts, ct);
        var spent = await SpentAsync(db, [.. drafts.Select(d => d.To.Id)], now - Window, ct);
        var queued = 0;
        foreach (var draft in drafts)
        {
            var theirs = spent.GetValueOrDefault(draft.To.Id) ?? [];
            if (theirs.Count < rollout.ContactBudget && !(rule.OnceAWeek && theirs.Contains(rule.Code)) && known.Add(draft.Nudge.Key))
            {
                db.Outbox.Add(letters.Write(rollout, draft, now));
                spent[draft.To.Id] = [.. theirs, rule.Code];
                queued++;
            }
        }

        await db.SaveChangesAsync(ct);
        await turn.CommitAsync(ct);
        return queued;
    }

    private static async Task<HashSet<string>> KnownAsync(RolloutDb db, IReadOnlyList<NudgeDraft> drafts, CancellationToken ct)
    {
        var keys = drafts.Select(d => d.Nudge.Key).ToList();
        return [.. await db.Outbox.Where(m => keys.Contains(m.Key)).Select(m => m.Key).ToListAsync(ct)];
    }

    /// <summary>For each person the rules that used their budget: everything queued, and everything sent since <paramref name="since"/>.</summary>
    internal static async Task<Dictionary<PersonId, IReadOnlyList<string>>> SpentAsync(RolloutDb db, IReadOnlyList<PersonId> people, Instant since, CancellationToken ct)
    {
        var asked = people.Select(p => (PersonId?)p).Distinct().ToList();
        var rows = await db.Outbox
            .Where(m => m.Kind == OutboxKind.Nudge && asked.Contains(m.Person))
            .Where(m => m.State == OutboxState.Queued || m.State == OutboxState.Claimed
                || ((m.State == OutboxState.Sent || m.State == OutboxState.Unknown) && m.SettledAt > since))
            .Select(m => new { m.Person, m.About })
            .ToListAsync(ct);
        return rows.GroupBy(r => r.Person!.Value).ToDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. g.Select(r => r.About)]);
    }
}
