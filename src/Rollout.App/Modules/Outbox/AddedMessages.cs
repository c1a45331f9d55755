using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Rollout.App.Persistence;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Outbox;

/// <summary>Wakes the dispatcher when messages were added.</summary>
internal sealed class AddedMessages(OutboxSignal signal) : ICommitListener
{
    public bool WaitsFor(EntityEntry entry) => entry is { Entity: OutboxMessage, State: EntityState.Added };

    public void Committed() => signal.Raise();
}
