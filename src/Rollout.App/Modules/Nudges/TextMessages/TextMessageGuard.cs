using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared.Outbox;
using Rollout.Domain.Nudges;
using Rollout.Notifications.Delivery;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Nudges.TextMessages;

/// <summary>Holds back a text message when the person has opted out or changed number since it was queued, and outside the hours in which text messages may arrive.</summary>
internal sealed class TextMessageGuard(IOptions<TextMessageSettings> settings) : ISendGuard
{
    public bool Knows(string about) => about.StartsWith(NudgeRule.AboutPrefix, StringComparison.Ordinal);

    public async Task<IReadOnlyDictionary<OutboxMessageId, string>> SuppressAsync(RolloutDb db, IReadOnlyList<OutboxMessage> messages, Instant now, CancellationToken ct)
    {
        var texts = messages.Where(m => m.Channel == MessageChannel.TextMessage).ToList();
        var people = texts.Select(m => m.Person).ToList();
        var numbers = await db.People.Where(p => people.Contains(p.Id)).Select(p => new { p.Id, p.MobileKey, p.TextMessagesSince }).ToDictionaryAsync(p => p.Id, ct);
        return texts.Select(m => (m.Id, Why: numbers.GetValueOrDefault(m.Person!.Value) switch
        {
            null or { TextMessagesSince: null } => SuppressionReason.ByPerson,
            { MobileKey: var number } when number != m.Address => SuppressionReason.NoAddress,
            _ => null,
        })).Where(m => m.Why is not null).ToDictionary(m => m.Id, m => m.Why!);
    }

    public async Task<IReadOnlyDictionary<OutboxMessageId, Instant>> DeferAsync(RolloutDb db, IReadOnlyList<OutboxMessage> messages, Instant now, CancellationToken ct)
    {
        var texts = messages.Where(m => m.Channel == MessageChannel.TextMessage).ToList();
        var people = texts.Select(m => m.Person).ToList();
        var zones = await db.People.Where(p => people.Contains(p.Id)).Join(db.Branches, p => p.Branch, b => b.Id, (p, b) => new { p.Id, b.Zone }).ToDictionaryAsync(p => p.Id, p => p.Zone, ct);
        return texts.Select(m => (m.Id, Next: Next(zones[m.Person!.Value], now))).Where(m => m.Next > now).ToDictionary(m => m.Id, m => m.Next);
    }

    private Instant Next(DateTimeZone zone, Instant now)
    {
        var local = now.InZone(zone).LocalDateTime;
        var day = local.Hour < settings.Value.Earliest ? local.Date : local.Hour >= settings.Value.Latest ? local.Date.PlusDays(1) : (LocalDate?)null;
        return day is { } on ? zone.AtLeniently(on + new LocalTime(settings.Value.Earliest, 0)).ToInstant() : now;
    }
}
