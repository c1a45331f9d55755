using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Nudges.Occasions;
using Rollout.App.Modules.Nudges.Rules;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.App.Shared.Outbox;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Nudges;

/// <summary>
/// Evaluates each rule again at the moment of sending: nobody who has taken the step or stopped the rule meanwhile is nudged, and nobody outside their branch's working
/// hours or above their contact budget.
/// </summary>
internal sealed class NudgeGuard(IEnumerable<INudgeSource> rules) : ISendGuard
{
    // What is paused is looked at again then; it is dropped when it expires.
    private static readonly Duration PausedFor = Duration.FromHours(1);
    private static readonly Duration Window = Duration.FromDays(7);

    public bool Knows(string about) => about.StartsWith(NudgeRule.AboutPrefix, StringComparison.Ordinal) || rules.Any(r => r.Code == about);

    public async Task<IReadOnlyDictionary<OutboxMessageId, string>> SuppressAsync(RolloutDb db, IReadOnlyList<OutboxMessage> messages, Instant now, CancellationToken ct)
    {
        var book = await NudgeRuleBook.LoadAsync(db, rules, ct);
        var stops = await NudgeOptOuts.LoadAsync(db, PeopleOf(messages), now, ct);
        var lost = messages.Where(m => stops.Stop(m.Person!.Value, m.About)).ToDictionary(m => m.Id, _ => SuppressionReason.ByPerson);
        messages.Where(m => book.Find(m.About) is null or { State: NudgeRuleState.Off or NudgeRuleState.Retired }).ToList().ForEach(m => lost[m.Id] = SuppressionReason.RuleOff);
        foreach (var rule in rules)
        {
            var ours = messages.Where(m => m.About == rule.Code && !lost.ContainsKey(m.Id)).ToList();
            if (ours.Count > 0)
            {
                var wanted = (await rule.LoadAsync(db, NudgePageRequest.Of(PeopleOf(ours)), now, ct)).Drafts.Select(d => d.Nudge.Key).ToHashSet();
                ours.Where(m => !wanted.Contains(m.Key)).ToList().ForEach(m => lost[m.Id] = SuppressionReason.Done);
            }
        }

        var ofRuns = messages.Where(m => m.About.StartsWith(NudgeRule.AboutPrefix, StringComparison.Ordinal) && !lost.ContainsKey(m.Id)).ToList();
        foreach (var (id, why) in ofRuns.Count == 0 ? new Dictionary<OutboxMessageId, string>() : await RunGuard.LostAsync(db, book, ofRuns, now, ct))
        {
            lost[id] = why;
        }

        foreach (var message in await AboveBudgetAsync(db, [.. messages.Where(m => !lost.ContainsKey(m.Id))], now, ct))
        {
            lost[message.Id] = SuppressionReason.Budget;
        }

        return lost;
    }

    public async Task<IReadOnlyDictionary<OutboxMessageId, Instant>> DeferAsync(RolloutDb db, IReadOnlyList<OutboxMessage> messages, Instant now, CancellationToken ct)
    {
        var people = PeopleOf(messages);
        var hours = await (
            from person in db.People
            join branch in db.Branches on person.Branch equals branch.Id
            where people.Contains(person.Id)
            select new { person.Id, Branch = branch }).AsNoTracking().ToDictionaryAsync(r => r.Id, r => (r.Branch.Id, Hours: Holidays.HoursOf(r.Branch)), ct);
        var abouts = await db.NudgeRules.AsNoTracking().Where(r => r.State == NudgeRuleState.Paused).ToListAsync(ct);
        var branches = await db.NudgeBranchPauses.Select(p => p.Branch).ToListAsync(ct);
        return messages
            .Select(m => (m.Id, Next: hours[m.Person!.Value].Hours.Next(
                abouts.Exists(r => r.About == m.About) || branches.Contains(hours[m.Person!.Value].Id) ? now + PausedFor : now)))
            .Where(m => m.Next > now)
            .ToDictionary(m => m.Id, m => m.Next);
    }

    // Counts sent messages and the earlier ones of this batch. Of a batch nobody gets more than one: the others would come too soon after it.
    private static async Task<IReadOnlyList<OutboxMessage>> AboveBudgetAsync(RolloutDb db, IReadOnlyList<OutboxMessage> messages, Instant now, CancellationToken ct)
    {
        var budget = await db.Rollouts.Select(r => r.ContactBudget).SingleAsync(ct);
        var (since, near) = (now - Window, now - Duration.FromDays(ContactBudget.DaysApart));
        var people = messages.Select(m => m.Person).Distinct().ToList();
        var sent = await db.Outbox
            .Where(m => m.Kind == OutboxKind.Nudge && people.Contains(m.Person) && (m.State == OutboxState.Sent || m.State == OutboxState.Unknown) && m.SettledAt > since)
            .GroupBy(m => m.Person)
            .Select(g => new { Person = g.Key, Full = g.Count() >= budget || g.Max(m => m.SettledAt) > near })
            .ToDictionaryAsync(g => g.Person!.Value, g => g.Full, ct);
        return [.. messages.GroupBy(m => m.Person!.Value).SelectMany(theirs => theirs.OrderBy(m => m.DueAt).Skip(budget == 0 || sent.GetValueOrDefault(theirs.Key) ? 0 : 1))];
    }

    private static List<PersonId> PeopleOf(IEnumerable<OutboxMessage> messages) => [.. messages.Select(m => m.Person!.Value).Distinct()];
}
