using NodaTime;
using Rollout.App.Persistence;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Shared.Outbox;

/// <summary>
/// Looks again, at the moment of sending, whether messages of one kind still have a point. A feature registers one for each kind of message
/// that may lose it: <c>services.AddSingleton&lt;ISendGuard, …&gt;()</c>.
/// </summary>
public interface ISendGuard
{
    /// <summary>Whether messages about this are its business: <see cref="OutboxMessage.About"/>.</summary>
    bool Knows(string about);

    /// <summary>One question for the whole batch.</summary>
    /// <returns>The messages that lost their point, each with why: words are under <c>outbox.stopped.{why}</c>.</returns>
    Task<IReadOnlyDictionary<OutboxMessageId, string>> SuppressAsync(RolloutDb db, IReadOnlyList<OutboxMessage> messages, Instant now, CancellationToken ct);

    /// <summary>The messages for which this is not the moment, each with the first moment that is. Nothing, unless a feature says so.</summary>
    Task<IReadOnlyDictionary<OutboxMessageId, Instant>> DeferAsync(RolloutDb db, IReadOnlyList<OutboxMessage> messages, Instant now, CancellationToken ct) =>
        Task.FromResult<IReadOnlyDictionary<OutboxMessageId, Instant>>(new Dictionary<OutboxMessageId, Instant>());
}
