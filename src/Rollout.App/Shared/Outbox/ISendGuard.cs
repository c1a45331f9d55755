using NodaTime;
using Rollout.App.Persistence;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Shared.Outbox;

/// <summary>
/// Decides at the moment of sending whether messages are still wanted. A module registers one for each type of message that can become obsolete:
/// <c>services.AddSingleton&lt;ISendGuard, …&gt;()</c>.
/// </summary>
public interface ISendGuard
{
    /// <summary>Whether it handles messages of this type: <see cref="OutboxMessage.About"/>.</summary>
    bool Knows(string about);

    /// <summary>Finds messages to suppress, with one query for the whole batch.</summary>
    /// <returns>The obsolete messages, each with the reason; the texts are under <c>outbox.stopped.{why}</c>.</returns>
    Task<IReadOnlyDictionary<OutboxMessageId, string>> SuppressAsync(RolloutDb db, IReadOnlyList<OutboxMessage> messages, Instant now, CancellationToken ct);

    /// <summary>Finds messages to send later, each with the earliest moment. None by default.</summary>
    Task<IReadOnlyDictionary<OutboxMessageId, Instant>> DeferAsync(RolloutDb db, IReadOnlyList<OutboxMessage> messages, Instant now, CancellationToken ct) =>
        Task.FromResult<IReadOnlyDictionary<OutboxMessageId, Instant>>(new Dictionary<OutboxMessageId, Instant>());
}
