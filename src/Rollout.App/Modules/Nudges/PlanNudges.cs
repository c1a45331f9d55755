using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Nudges.Occasions;
using Rollout.App.Modules.Nudges.Rules;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.App.Shared.Outbox;
using Rollout.Domain.Nudges;

namespace Rollout.App.Modules.Nudges;

/// <summary>
/// Evaluates every rule and queues what is due, in the order of priority, because the contact budget goes to the first. All written rules are planned from one reading; a
/// fixed one loads its own facts when it is its turn.
/// </summary>
internal sealed class PlanNudges(
    IDbContextFactory<RolloutDb> dbs, IEnumerable<INudgeSource> sources, QueueNudges queue, ShippedRules shipped, WaitingMessages waiting, JudgeRuns judge, FollowRuns follow, StartRuns start, IClock clock)
{
    private const int Slice = 1000;

    public async Task RunAsync(CancellationToken ct = default)
    {
        await shipped.StoreAsync(ct);
        var now = clock.GetCurrentInstant();
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!await IsTheTimeAsync(db, now, ct))
        {
            return;
        }

        var book = await NudgeRuleBook.LoadAsync(db, sources, ct);
        await waiting.DropLostAsync(ct);
        await judge.RunAsync(book, ct);
        await follow.RunAsync(book, ct);
        var matchers = book.Planned;
        var reading = matchers.Count == 0 ? null : await ReadNudges.RunAsync(db, matchers, now, only: null, openOnly: true, ct);
        var starts = (reading?.Plan() ?? []).ToLookup(s => s.Rule, s => s.Person);
        foreach (var rule in book.Rules.Where(r => r.State == NudgeRuleState.On))
        {
            if (sources.FirstOrDefault(s => s.Code == rule.Code && rule.IsFixed) is { } source)
            {
                await QueueAsync(db, source, now, ct);
            }
            else if (matchers.FirstOrDefault(m => m.Rule.Id == rule.Id) is { } matcher)
            {
                await start.RunAsync(matcher, [.. starts[matcher]], ct);
            }
        }
    }

    private async Task QueueAsync(RolloutDb db, INudgeSource rule, Instant now, CancellationToken ct)
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
