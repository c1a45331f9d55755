using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Outbox;

/// <summary>One message in full.</summary>
/// <param name="EmailContent">The mail as JSON.</param>
public sealed record MessageDetails(
    OutboxMessageId Id, OutboxState State, OutboxKind Kind, string About, PersonId? Person, string Name, string Address, MessageChannel Channel, string Subject, string EmailContent, bool HasCalendar, Instant QueuedAt, Instant DueAt,
    Instant? ExpiresAt, Instant SettledAt, int Attempts, string? FailureReason, DateTimeZone Zone);

/// <summary>Finds one message.</summary>
public sealed class FindMessage(IDbContextFactory<RolloutDb> dbs)
{
    public async Task<MessageDetails?> RunAsync(Guid id, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var zone = await db.Rollouts.Select(r => r.Zone).SingleAsync(ct);
        return await db.Outbox.AsNoTracking()
            .Where(m => m.Id == new OutboxMessageId(id) && !m.Confidential)
            .Select(m => new MessageDetails(
                m.Id, m.State, m.Kind, m.About, m.Person, m.Name, m.Address, m.Channel, m.Subject, m.EmailContent, m.Calendar != null, m.QueuedAt, m.DueAt, m.ExpiresAt, m.SettledAt, m.Attempts, m.FailureReason, zone))
            .SingleOrDefaultAsync(ct);
    }
}
