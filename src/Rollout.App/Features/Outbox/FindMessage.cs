using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Data;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Features.Outbox;

/// <summary>One message with all that became of it.</summary>
/// <param name="Letter">As JSON: what it says, or said.</param>
public sealed record MessageFound(
    OutboxMessageId Id, OutboxState State, OutboxKind Kind, string About, string Name, string Address, string Subject, string Letter, bool HasCalendar, Instant QueuedAt, Instant DueAt,
    Instant? UselessFrom, Instant SettledAt, int Attempts, string? Trouble, DateTimeZone Zone);

/// <summary>Finds one message.</summary>
public sealed class FindMessage(IDbContextFactory<RolloutDb> dbs)
{
    public async Task<MessageFound?> RunAsync(Guid id, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var zone = await db.Rollouts.Select(r => r.Zone).SingleAsync(ct);
        return await db.Outbox.AsNoTracking()
            .Where(m => m.Id == new OutboxMessageId(id))
            .Select(m => new MessageFound(
                m.Id, m.State, m.Kind, m.About, m.Name, m.Address, m.Subject, m.Letter, m.Calendar != null, m.QueuedAt, m.DueAt, m.UselessFrom, m.SettledAt, m.Attempts, m.Trouble, zone))
            .SingleOrDefaultAsync(ct);
    }
}
