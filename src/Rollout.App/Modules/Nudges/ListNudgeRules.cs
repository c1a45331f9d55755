using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Nudges.Occasions;
using Rollout.App.Modules.Nudges.Rules;
using Rollout.App.Persistence;
using Rollout.Domain;
using Rollout.Domain.Branches;
using Rollout.Domain.Nudges;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Nudges;

/// <summary>All nudge rules, with what is due, what comes next and what was sent.</summary>
/// <param name="Branches">Each branch, and whether its nudges are paused.</param>
public sealed record NudgeRulesOverview(
    IReadOnlyList<NudgeRuleStatus> Rules, Instant At, Instant? PausedAt, int ContactBudget, int StoppedPeople, DateTimeZone Zone, IReadOnlyList<(BranchId Id, string Name, bool IsPaused)> Branches)
{
    /// <summary>The rules in an order; otherwise in the one in which they take precedence.</summary>
    public IEnumerable<NudgeRuleStatus> In(NudgeRuleOrder order) => order switch
    {
        NudgeRuleOrder.Next => Rules.OrderByDescending(r => r.DueNow).ThenBy(r => r.Next ?? Instant.MaxValue),
        NudgeRuleOrder.Sent => Rules.OrderByDescending(r => r.SentLately),
        NudgeRuleOrder.Stopped => Rules.OrderByDescending(r => r.StoppedLately),
        _ => Rules,
    };

    /// <summary>People due now, by all rules.</summary>
    public int DueNow => Rules.Sum(r => r.DueNow);

    /// <summary>When the next nudges are due, and for how many people.</summary>
    public (Instant At, int People)? Next =>
        Rules.Where(r => r.Next is not null).GroupBy(r => r.Next!.Value).OrderBy(g => g.Key).Select(g => ((Instant, int)?)(g.Key, g.Sum(r => r.NextCount))).FirstOrDefault();
}

/// <summary>The orders of the rules.</summary>
public enum NudgeRuleOrder
{
    Rule,
    Next,
    Sent,
    Stopped,
}

/// <summary>The status of one rule.</summary>
/// <param name="Rule">The rule, with its versions.</param>
/// <param name="DueNow">People due now, in working hours and without a message yet.</param>
/// <param name="Next">When the next are due, if none are due now.</param>
/// <param name="NextCount">How many are due then.</param>
/// <param name="SentLately">Sent in the last seven days.</param>
/// <param name="StoppedLately">Suppressed in the last seven days.</param>
/// <param name="Example">A preview of the next one.</param>
public sealed record NudgeRuleStatus(NudgeRule Rule, int DueNow, Instant? Next, int NextCount, int SentLately, int StoppedLately, EmailContent? Example)
{
    /// <summary>How many were sent on each of the last days.</summary>
    public IReadOnlyDictionary<LocalDate, int> SentOn { get; init; } = new Dictionary<LocalDate, int>();

    /// <summary>How many are due on each of the days to come, today with what is due already.</summary>
    public IReadOnlyDictionary<LocalDate, int> DueOn { get; init; } = new Dictionary<LocalDate, int>();
}

/// <summary>
/// Evaluates each rule with the same function the planner uses. That looks at everyone, so the result is cached until something is written, and for a minute
/// at most, because time passes too; the page shows its age.
/// </summary>
public sealed class ListNudgeRules(IDbContextFactory<RolloutDb> dbs, IEnumerable<INudgeSource> rules, NudgeEmails letters, VersionedCache cache, IDatabaseChangeToken changes, IClock clock)
{
    private const int Days = 7;
    private static readonly TimeSpan CacheDuration = TimeSpan.FromMinutes(1);

    public async Task<NudgeRulesOverview> RunAsync(CancellationToken ct = default)
    {
        var written = await changes.GetCurrentAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.GetCurrentInstant();
        var rollout = await db.Rollouts.AsNoTracking().SingleAsync(ct);
        var (at, found) = await cache.GetOrReadAsync($"nudge-rules {written}", CacheDuration, async () => (now, await LookAtAllAsync(db, rollout, now, default)));
        var stopped = await db.People.CountAsync(p => p.Active && p.NudgesStoppedAt != null, ct);
        var paused = await db.NudgeBranchPauses.Select(p => p.Branch).ToListAsync(ct);
        var branches = await db.Branches.OrderBy(b => b.Position).Select(b => new { b.Id, b.Name }).ToListAsync(ct);
        return new NudgeRulesOverview(found, at, rollout.PausedAt, rollout.ContactBudget, stopped, rollout.Zone, branches.ConvertAll(b => (b.Id, b.Name, paused.Contains(b.Id))));
    }

    private async Task<IReadOnlyList<NudgeRuleStatus>> LookAtAllAsync(RolloutDb db, RolloutSettings rollout, Instant now, CancellationToken ct)
    {
        var lately = await LatelyAsync(db, now - Duration.FromDays(Days), ct);
        var sentOn = await SentOnAsync(db, now, rollout.Zone, ct);
        var book = await NudgeRuleBook.LoadAsync(db, rules, ct);
        var matchers = book.Planned;
        var starts = matchers.Count == 0 ? [] : (await ReadNudges.RunAsync(db, matchers, now, only: null, openOnly: true, ct)).Plan().CountBy(s => s.Rule.Rule.Id).ToDictionary();
        var kept = book.Rules.Where(r => r.State != NudgeRuleState.Retired).ToList();

        // They are counted side by side: none waits for another, and the page waits for the slowest only.
        var counted = (await Task.WhenAll(kept.Where(r => r.IsFixed).Select(r => Task.Run(() => LookAsync(rollout, r, rules.Single(source => source.Code == r.Code), lately, now, ct), ct)))).ToDictionary(s => s.Rule.Id);
        var found = new List<NudgeRuleStatus>();
        foreach (var rule in kept)
        {
            var status = rule.IsFixed
                ? counted[rule.Id]
                : new NudgeRuleStatus(rule, starts.GetValueOrDefault(rule.Id), null, 0, lately.GetValueOrDefault((rule.About, OutboxState.Sent)), lately.GetValueOrDefault((rule.About, OutboxState.Suppressed)), null)
                {
                    DueOn = starts.TryGetValue(rule.Id, out var due) ? new Dictionary<LocalDate, int> { [now.InZone(rollout.Zone).Date] = due } : [],
                };
            found.Add(sentOn.TryGetValue(rule.About, out var sent) ? status with { SentOn = sent } : status);
        }

        return found;
    }

    private async Task<NudgeRuleStatus> LookAsync(
        RolloutSettings rollout, NudgeRule stored, INudgeSource rule, IReadOnlyDictionary<(string, OutboxState), int> lately, Instant now, CancellationToken ct)
    {
        if (stored.State != NudgeRuleState.On)
        {
            return new NudgeRuleStatus(stored, 0, null, 0, lately.GetValueOrDefault((rule.Code, OutboxState.Sent)), lately.GetValueOrDefault((rule.Code, OutboxState.Suppressed)), null);
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var count = await rule.CountAsync(db, now, ct);
        var next = count.Due.Select(d => (Instant?)d.At).FirstOrDefault();
        return new NudgeRuleStatus(
            stored,
            count.Due.Where(d => d.At <= now).Sum(d => d.People),
            next > now ? next : null,
            next > now ? count.Due[0].People : 0,
            lately.GetValueOrDefault((rule.Code, OutboxState.Sent)),
            lately.GetValueOrDefault((rule.Code, OutboxState.Suppressed)),
            count.Example is { } example ? letters.EmailContent(rollout, example, OutboxMessageId.New()) : null)
        {
            DueOn = count.Due.GroupBy(d => Instant.Max(now, d.At).InZone(rollout.Zone).Date, d => d.People).ToDictionary(d => d.Key, d => d.Sum()),
        };
    }

    /// <summary>What was sent by rule on each of the last days, today first: counted in the database, for there may be one for everyone.</summary>
    private static async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<LocalDate, int>>> SentOnAsync(RolloutDb db, Instant now, DateTimeZone zone, CancellationToken ct)
    {
        var today = now.InZone(zone).Date;
        var starts = Enumerable.Range(0, Days + 1).Select(back => zone.AtStartOfDay(today.PlusDays(-back)).ToInstant()).ToArray();
        var (d0, d1, d2, d3, d4, d5, d6, since) = (starts[0], starts[1], starts[2], starts[3], starts[4], starts[5], starts[6], now - Duration.FromDays(Days));
        var rows = await db.Outbox
            .Where(m => m.Kind == OutboxKind.Nudge && m.State == OutboxState.Sent && m.SettledAt > since)
            .GroupBy(m => m.About)
            .Select(g => new
            {
                g.Key,
                Since = new[]
                {
                    g.Count(m => m.SettledAt >= d0), g.Count(m => m.SettledAt >= d1), g.Count(m => m.SettledAt >= d2), g.Count(m => m.SettledAt >= d3),
                    g.Count(m => m.SettledAt >= d4), g.Count(m => m.SettledAt >= d5), g.Count(m => m.SettledAt >= d6), g.Count(),
                },
            }).ToListAsync(ct);
        return rows.ToDictionary(
            r => r.Key,
            r => (IReadOnlyDictionary<LocalDate, int>)Enumerable.Range(0, r.Since.Length).Select(back => (Day: today.PlusDays(-back), Sent: r.Since[back] - (back == 0 ? 0 : r.Since[back - 1])))
                .Where(d => d.Sent > 0).ToDictionary(d => d.Day, d => d.Sent));
    }

    private static async Task<IReadOnlyDictionary<(string, OutboxState), int>> LatelyAsync(RolloutDb db, Instant since, CancellationToken ct)
    {
        var rows = await db.Outbox
            .Where(m => m.Kind == OutboxKind.Nudge && m.SettledAt > since)
            .GroupBy(m => new { m.About, m.State })
            .Select(g => new { g.Key.About, g.Key.State, Count = g.Count() })
            .ToListAsync(ct);
        return rows.ToDictionary(r => (r.About, r.State), r => r.Count);
    }
}
