using Rollout.Domain.Nudges;
using Rollout.Notifications.Outbox;

namespace Rollout.Notifications.Delivery;

/// <summary>Where messages leave that are no mails. The outbox claims and settles them like mails: each is handed over at most once where nobody can know whether it arrived.</summary>
public interface IMessageGateway
{
    MessageChannel Channel { get; }

    /// <summary>Hands one message over, not faster than the provider allows. What goes wrong on the way is an answer, not an exception.</summary>
    Task<DeliveryResult> SendAsync(OutboxMessage message, CancellationToken stop);
}
