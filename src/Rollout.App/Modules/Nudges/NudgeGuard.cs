using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Shared;
using Rollout.App.Modules.Nudges.Occasions;
using Rollout.App.Persistence;
using Rollout.App.Shared.Outbox;
using Rollout.Domain.Branches;
using Rollout.Domain.People;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Nudges;

/// <summary>
/// Evaluates each rule again at the moment of sending: nobody who has taken the step meanwhile is nudged, and nobody outside their branch's working hours or
/// above their contact budget.
/// </summary>
internal sealed class NudgeGuard(IEnumerable<INudgeSource> rules) : ISendGuard
{
    private static readonly Duration Window = Duration.FromDays(7);

    public bool Knows(string about) => rules.Any(r => r.Code == about);

    public async Task<IReadOnlyDictionary<OutboxMessageId, string>> SuppressAsync(RolloutDb db, IReadOnlyList<OutboxMessage> messages, Instant now, CancellationToken ct)
    {
        var lost = new Dictionary<OutboxMessageId, string>();
        foreach (var rule in rules)
        {
            var ours = messages.Where(m => m.About == rule.Code).ToList();
            if (ours.Count > 0)
            {
                var wanted = (await rule.LoadAsync(db, NudgePageRequest.Of(PeopleOf(ours)), now, ct)).Drafts.Select(d => d.Nudge.Key).ToHashSet();
                ours.Where(m => !wanted.Contains(m.Key)).ToList().ForEach(m => lost[m.Id] = SuppressionReason.Done);
            }
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
            select new { person.Id, Branch = branch }).AsNoTracking().ToDictionaryAsync(r => r.Id, r => Holidays.HoursOf(r.Branch), ct);
        return messages
            .Select(m => (m.Id, Next: hours[m.Person!.Value].Next(now)))
            .Where(m => m.Next > now)
            .ToDictionary(m => m.Id, m => m.Next);
    }

    // Counts sent messages and the earlier ones of this batch.
    private static async Task<IReadOnlyList<OutboxMessage>> AboveBudgetAsync(RolloutDb db, IReadOnlyList<OutboxMessage> messages, Instant now, CancellationToken ct)
    {
        var budget = await db.Rollouts.Select(r => r.ContactBudget).SingleAsync(ct);
        var since = now - Window;
        var people = messages.Select(m => m.Person).Distinct().ToList();
        var sent = await db.Outbox
            .Where(m => m.Kind == OutboxKind.Nudge && people.Contains(m.Person) && (m.State == OutboxState.Sent || m.State == OutboxState.Unknown) && m.SettledAt > since)
            .GroupBy(m => m.Person)
            .Select(g => new { Person = g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Person!.Value, g => g.Count, ct);
        return
        [
            .. messages
                .GroupBy(m => m.Person!.Value)
                .SelectMany(theirs => theirs.OrderBy(m => m.DueAt).Skip(Math.Max(0, budget - sent.GetValueOrDefault(theirs.Key)))),
        ];
    }

    private static List<PersonId> PeopleOf(IEnumerable<OutboxMessage> messages) => [.. messages.Select(m => m.Person!.Value).Distinct()];
}
