using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Shared;
using Rollout.App.Modules.Nudges.Occasions;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;

namespace Rollout.App.Modules.Nudges;

/// <summary>Evaluates every rule and queues what is due. Rules run in order of priority, because the contact budget goes to the first.</summary>
public sealed class PlanNudges(IDbContextFactory<RolloutDb> dbs, IEnumerable<INudgeSource> rules, QueueNudges queue, IClock clock)
{
    private const int Slice = 1000;

    public async Task RunAsync(CancellationToken ct = default)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!await IsTheTimeAsync(db, now, ct))
        {
            return;
        }

        foreach (var rule in rules)
        {
            NudgePageResult page;
            var skip = 0;
            do
            {
                page = await rule.LoadAsync(db, new NudgePageRequest(skip, Slice), now, ct);
                var queued = await queue.RunAsync(rule, [.. page.Drafts.Where(d => d.Nudge.DueAt <= now)], ct);

                // People just queued may no longer be on the rule's next page; evaluating some twice is harmless, missing some is not.
                skip += page.LookedAt - queued;
            }
            while (page.LookedAt == Slice);
        }
    }

    private static async Task<bool> IsTheTimeAsync(RolloutDb db, Instant now, CancellationToken ct)
    {
        var rollout = await db.Rollouts.AsNoTracking().SingleOrDefaultAsync(ct);
        if (rollout is null or { PausedAt: not null })
        {
            return false;
        }

        var branches = await db.Branches.AsNoTracking().ToListAsync(ct);
        return branches.Exists(b => Holidays.HoursOf(b).Contain(now));
    }
}
