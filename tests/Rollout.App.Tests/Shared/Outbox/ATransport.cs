using System.Collections.Concurrent;
using Rollout.Notifications.Delivery;
using Rollout.Notifications.Mail;

namespace Rollout.App.Tests.Shared.Outbox;

/// <summary>Answers as a test says, and records what was sent.</summary>
internal sealed class ATransport(Func<Guid, DeliveryResult> answer) : IMailTransport, IMailSession
{
    public ConcurrentBag<Guid> Posted { get; } = [];

    public int MaxConnections => 4;

    public IMailSession Open() => this;

    public Task<DeliveryResult> SendAsync(RenderedMail mail, CancellationToken ct)
    {
        var delivery = answer(mail.Id);
        if (delivery.DeliveryStatus is DeliveryStatus.Sent or DeliveryStatus.Unknown)
        {
            Posted.Add(mail.Id);
        }

        return Task.FromResult(delivery);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
