using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Nudges.Occasions;
using Rollout.App.Modules.Nudges.Rules;
using Rollout.App.Modules.Nudges.TextMessages;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Nudges.Foresight;

/// <summary>What a rule would bring, before it is switched on.</summary>
/// <param name="LastMonth">The people it would have begun for in the last thirty days, by what was known then.</param>
/// <param name="Others">For each rule that loses messages to it, how many.</param>
/// <param name="Unreached">Whom the rule is for now and none of its channels reaches.</param>
/// <param name="HadToWait">Whose contact budget has no room on a day on which it would begin for them.</param>
public sealed record RuleForesight(
    NudgeRule Rule, int LastMonth, int People, IReadOnlyList<ForeseenMessages> Messages, IReadOnlyDictionary<BranchId, string> Branches, int Unreached, int HadToWait, IReadOnlyList<(NudgeRule Rule, int Lost)> Others,
    bool WaitsForReports)
{
    public int Total => Messages.Sum(m => m.Count);

    /// <summary>What its text messages cost; null where there are none.</summary>
    public TextMessageBill? TextMessages { get; init; }

    /// <summary>How many messages leave by each channel.</summary>
    public IEnumerable<(MessageChannel Channel, int Count)> ByChannel => Messages.GroupBy(m => m.Channel).OrderBy(g => g.Key).Select(g => (g.Key, g.Sum(m => m.Count)));
}

/// <summary>Plays the next and the last thirty days with a rule, and without it, by the function that plans.</summary>
internal sealed class ForeseeRule(IDbContextFactory<RolloutDb> dbs, IEnumerable<INudgeSource> sources, ForeseeTextMessages texts, CurrentUserAccessor me, IClock clock)
{
    public const int Days = 30;

    public async Task<RuleForesight?> RunAsync(string code, CancellationToken ct = default)
    {
        (await me.GetAsync(ct)).AsReader();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var book = await NudgeRuleBook.LoadAsync(db, sources, ct);
        if (book.Rules.FirstOrDefault(r => r.Code == code && !r.IsFixed) is not { } rule)
        {
            return null;
        }

        var matchers = NudgeRuleBook.Match(book.Rules.Where(r => r == rule || r is { IsFixed: false, State: NudgeRuleState.On }));
        var now = clock.GetCurrentInstant();
        var reading = await ReadNudges.RunAsync(db, matchers, now, only: null, openOnly: false, ct);
        var contacts = await ContactsAsync(db, now, ct);
        var with = Play(reading, reading.Rules, contacts, now, 0);
        var without = Play(reading, [.. reading.Rules.Where(r => r.Rule != rule)], contacts, now, 0);
        var then = now - Duration.FromDays(Days);
        var past = await ReadNudges.RunAsync(db, matchers, then, only: null, openOnly: false, ct);
        var before = Play(past, past.Rules, new Dictionary<PersonId, IReadOnlyList<int>>(), then, 0);
        return new RuleForesight(
            rule,
            before.Started.GetValueOrDefault(rule.Id),
            with.Started.GetValueOrDefault(rule.Id),
            [.. with.Messages.Where(m => m.Rule == rule.Id)],
            await db.Branches.OrderBy(b => b.Position).ToDictionaryAsync(b => b.Id, b => b.Name, ct),
            reading.Rules.Where(r => r.Rule == rule).Sum(r => reading.People.Count(p => r.ChannelFor(p) is null && r.Holds(p, reading.Branches[p.Branch].WeeksLive))),
            with.HadToWait.GetValueOrDefault(rule.Id),
            [.. matchers.Where(m => m.Rule != rule).Select(m => (m.Rule, Lost: without.Total(m.Rule.Id) - with.Total(m.Rule.Id))).Where(o => o.Lost > 0)],
            reading.Rules.All(r => r.Rule != rule)) { TextMessages = await texts.RunAsync(db, reading, with.Messages.Where(m => m.Rule == rule.Id), ct) };
    }

    /// <param name="pausedDays">The first days on which nothing leaves.</param>
    internal static Foreseen Play(NudgeReading reading, IReadOnlyList<NudgeMatcher> rules, IReadOnlyDictionary<PersonId, IReadOnlyList<int>> contacts, Instant from, int pausedDays) =>
        new NudgeForesight(rules, reading.Hours, reading.Branches, reading.Rollout.ContactBudget, ContactBudget.DaysApart, from.InZone(reading.Rollout.Zone).Date).Play(reading.People, Days, contacts, pausedDays);

    /// <summary>How many days ago people got the nudges that count for their budget now.</summary>
    internal static async Task<IReadOnlyDictionary<PersonId, IReadOnlyList<int>>> ContactsAsync(RolloutDb db, Instant now, CancellationToken ct)
    {
        var since = now - Duration.FromDays(7);
        var rows = await db.Outbox.Where(m => m.Kind == OutboxKind.Nudge && m.Person != null
                && (m.State == OutboxState.Queued || m.State == OutboxState.Claimed || m.State == OutboxState.Waiting || ((m.State == OutboxState.Sent || m.State == OutboxState.Unknown) && m.SettledAt > since)))
            .Select(m => new { m.Person, m.SettledAt }).ToListAsync(ct);
        return rows.GroupBy(r => r.Person!.Value).ToDictionary(g => g.Key, g => (IReadOnlyList<int>)[.. g.Select(r => Math.Clamp((int)(now - r.SettledAt).TotalDays, 0, 6))]);
    }
}
