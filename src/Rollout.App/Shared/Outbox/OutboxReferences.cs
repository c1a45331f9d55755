using Microsoft.EntityFrameworkCore;
using Rollout.App.Persistence;
using Rollout.App.Shared.PersonReferences;
using Rollout.Domain.People;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Shared.Outbox;

/// <summary>The messages of people. What still waits goes to the address of the remaining person.</summary>
internal sealed class OutboxReferences : IPersonReferences
{
    public IReadOnlyList<PersonReference> All { get; } =
        [PersonReference.To<OutboxMessage>(m => m.Person, ReferenceKind.Messages, OnRemoval.Goes)];

    public async Task SettleAsync(RolloutDb db, Person kept, PersonId merged, CancellationToken ct)
    {
        if (kept.Email is { } address)
        {
            await db.Outbox.Where(m => m.Person == kept.Id && m.State == OutboxState.Queued && m.Address != address)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.Address, address).SetProperty(m => m.Name, kept.Name), ct);
        }
    }
}
