using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.SharedKernel;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Outbox;

/// <summary>Rules about a message.</summary>
public static class OutboxRules
{
    public static readonly Rule OnlyTheLeadResends = new("outbox.only-the-lead-resends");
    public static readonly Rule OnlyAParkedOneIsResent = new("outbox.only-a-parked-one-is-resent");
}

/// <summary>
/// The lead queues parked messages again, one or all. Messages with unknown outcome are not included, as they may have arrived. Before sending they are checked
/// like any other.
/// </summary>
public sealed class ResendParked(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, OutboxSignal signal, IClock clock)
{
    /// <param name="id">One message, or null for all parked ones.</param>
    /// <returns>How many were queued.</returns>
    /// <exception cref="BrokenRuleException">An <see cref="OutboxRules"/> rule is broken.</exception>
    public async Task<int> RunAsync(OutboxMessageId? id, CancellationToken ct = default)
    {
        OutboxRules.OnlyTheLeadResends.Ensure((await me.GetAsync(ct)).IsLead);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.GetCurrentInstant();
        var parked = db.Outbox.Where(m => m.State == OutboxState.Failed);
        var queued = await (id is { } one ? parked.Where(m => m.Id == one) : parked).ExecuteUpdateAsync(
            m => m.SetProperty(x => x.State, OutboxState.Queued).SetProperty(x => x.DueAt, now).SetProperty(x => x.Attempts, 0).SetProperty(x => x.SettledAt, now), ct);
        OutboxRules.OnlyAParkedOneIsResent.Ensure(id is null || queued == 1);
        signal.Raise();
        return queued;
    }
}
