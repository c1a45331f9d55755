using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Nudges;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Shared.Outbox;

/// <summary>Suppresses messages to people who left or have no address or one that takes no mail, and nudges to people who stopped them.</summary>
internal sealed class ReachableGuard : ISendGuard
{
    public bool Knows(string about) => true;

    public async Task<IReadOnlyDictionary<OutboxMessageId, string>> SuppressAsync(RolloutDb db, IReadOnlyList<OutboxMessage> messages, Instant now, CancellationToken ct)
    {
        var people = messages.Select(m => m.Person).Where(p => p is not null).Distinct().ToList();
        var known = await db.People.Where(p => people.Contains(p.Id))
            .Select(p => new { p.Id, p.Active, HasEmail = p.Email != null, SuppressionReason = p.NudgesStoppedAt != null })
            .ToDictionaryAsync(p => p.Id, ct);
        var addresses = messages.Select(m => m.Address).Distinct().ToList();
        var bounced = await db.SuppressedAddresses.Where(a => addresses.Contains(a.Address)).Select(a => a.Address).ToHashSetAsync(ct);
        return messages
            .Where(m => m.Person is not null)
            .Select(m => (m.Id, Why: known.GetValueOrDefault(m.Person!.Value) switch
            {
                null or { Active: false } => SuppressionReason.Left,
                { HasEmail: false } when m.Channel == MessageChannel.Mail => SuppressionReason.NoAddress,
                _ when !m.Urgent && bounced.Contains(m.Address) => SuppressionReason.Bounced,
                { SuppressionReason: true } when m.Kind == OutboxKind.Nudge => SuppressionReason.ByPerson,
                _ => null,
            }))
            .Where(m => m.Why is not null)
            .ToDictionary(m => m.Id, m => m.Why!);
    }
}

/// <summary>Reasons for suppressing a message; the texts are under <c>outbox.stopped.{code}</c>.</summary>
public static class SuppressionReason
{
    public const string TooLate = "too-late";
    public const string Left = "left";
    public const string NoAddress = "no-address";
    public const string ByPerson = "by-person";

    /// <summary>Mail to the address came back. Mails that someone waits for at a screen, such as codes, are still tried.</summary>
    public const string Bounced = "bounced";

    /// <summary>The person has taken the step, or it is no longer needed.</summary>
    public const string Done = "done";

    public const string Budget = "budget";

    /// <summary>The rule that planned it was switched off.</summary>
    public const string RuleOff = "rule-off";

    /// <summary>The process that was sending it died.</summary>
    public const string Vanished = "vanished";
}
