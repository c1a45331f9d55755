using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Nudges.Occasions;
using Rollout.App.Modules.Nudges.Rules;
using Rollout.App.Persistence;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Nudges;

/// <summary>
/// Queues nudges in one transaction: each once, and none above anyone's contact budget. Planners lock the rollout's row, so that two of them never spend the
/// same budget.
/// </summary>
public sealed class QueueNudges(IDbContextFactory<RolloutDb> dbs, NudgeChannels channels, IClock clock)
{
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
        var budget = await ContactBudget.LoadAsync(db, rollout.ContactBudget, [.. drafts.Select(d => d.To.Id)], now, ct);
        var stops = await NudgeOptOuts.LoadAsync(db, [.. drafts.Select(d => d.To.Id)], now, ct);
        var mailed = await MailedAsync(db, drafts, ct);
        var queued = 0;
        foreach (var draft in drafts)
        {
            if (!stops.Stop(draft.To.Id, rule.Code) && budget.HasRoom(draft.To.Id) && !(rule.OnceAWeek && budget.SpentBy(draft.To.Id, rule.Code)) && known.Add(draft.Nudge.Key))
            {
                channels.Queue(db, rollout, mailed.Contains(draft.To.Id) ? draft : OnStartPage(draft, rule), now);
                budget.Spend(draft.To.Id, rule.Code);
                queued++;
            }
        }

        await db.SaveChangesAsync(ct);
        await turn.CommitAsync(ct);
        return queued;
    }

    /// <summary>Those whom mail reaches; the others find it on their start page.</summary>
    private static async Task<HashSet<PersonId>> MailedAsync(RolloutDb db, IReadOnlyList<NudgeDraft> drafts, CancellationToken ct)
    {
        var people = drafts.Select(d => d.To.Id).ToList();
        return await NudgeReach.ByMail(db).Where(p => people.Contains(p)).ToHashSetAsync(ct);
    }

    private static NudgeDraft OnStartPage(NudgeDraft draft, INudgeSource rule) => draft with { Nudge = draft.Nudge with { Channel = MessageChannel.StartPage, Confidential = draft.Nudge.Confidential || rule.IsPersonal } };

    private static async Task<HashSet<string>> KnownAsync(RolloutDb db, IReadOnlyList<NudgeDraft> drafts, CancellationToken ct)
    {
        var keys = drafts.Select(d => d.Nudge.Key).ToList();
        return [.. await db.Outbox.Where(m => keys.Contains(m.Key)).Select(m => m.Key).ToListAsync(ct)];
    }
}
