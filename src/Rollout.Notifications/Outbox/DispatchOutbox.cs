using Microsoft.Extensions.Logging;
using NodaTime;
using Rollout.Domain.Nudges;
using Rollout.Notifications.Delivery;
using Rollout.Notifications.Mail;

namespace Rollout.Notifications.Outbox;

/// <summary>Sends due messages.</summary>
public sealed partial class DispatchOutbox(
    IOutbox outbox, IMailTransport postbox, MailRenderer compose, MailTransportStatus status, IClock clock, ILogger<DispatchOutbox> log, OutboxSignal? signal = null,
    IEnumerable<IMessageGateway>? gateways = null)
{
    private const int UrgentConnections = 2;

    /// <summary>Sends all due messages of both lanes.</summary>
    public Task RunAsync(CancellationToken stop = default) => Task.WhenAll(Enum.GetValues<OutboxLane>().Select(lane => RunAsync(lane, stop)));

    /// <summary>
    /// Sends all due messages of a lane, including those that become due meanwhile. When the program stops, each connection finishes its current mail or
    /// abandons it before its final dot, and all other messages are released.
    /// </summary>
    /// <returns>When to call it again unless a message is written earlier; null when none is queued.</returns>
    public async Task<Instant?> RunAsync(OutboxLane lane, CancellationToken stop)
    {
        await outbox.ExpireAndReclaimAsync(CancellationToken.None);
        while (!stop.IsCancellationRequested)
        {
            var due = await outbox.NextDueAsync(lane, CancellationToken.None);
            var allowed = status.WaitUntil(lane == OutboxLane.Urgent) ?? Instant.MinValue;
            if (due is null || Instant.Max(due.Value, allowed) > clock.GetCurrentInstant())
            {
                return due is { } next ? Instant.Max(next, allowed) : null;
            }

            await new OutboxRun(lane, outbox, this, signal, Connections(lane)).RunAsync(stop);
        }

        return null;
    }

    /// <summary>Releases the claims of an earlier run of this process.</summary>
    public Task ReleaseOwnClaimsAsync(CancellationToken ct) => outbox.ReleaseOwnClaimsAsync(ct);

    internal bool MaySend(OutboxLane lane) => status.MayTry(lane == OutboxLane.Urgent);

    internal IMailSession OpenSession() => postbox.Open();

    internal RenderSession OpenComposer() => compose.Open();

    /// <summary>Renders a message and sends it.</summary>
    internal async Task<DeliveryResult> SendAsync(IMailSession session, RenderSession composer, OutboxMessage message, CancellationToken stop)
    {
        if (OutboxRun.IsTooLate(message, clock.GetCurrentInstant()))
        {
            return new DeliveryResult(DeliveryStatus.Abandoned);
        }

        if (message.Channel != MessageChannel.Mail)
        {
            return gateways?.FirstOrDefault(g => g.Channel == message.Channel) is { } gateway ? await gateway.SendAsync(message, stop) : new DeliveryResult(DeliveryStatus.Refused, RetryPolicy.ChannelOff);
        }

        RenderedMail mail;
        try
        {
            mail = await composer.RenderAsync(message);
        }
        catch (FormatException)
        {
            return new DeliveryResult(DeliveryStatus.Refused, RetryPolicy.BadAddress);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.Text.Json.JsonException)
        {
            return new DeliveryResult(DeliveryStatus.Refused, e.Message);
        }

        using (mail)
        {
            return await session.SendAsync(mail, stop);
        }
    }

    /// <summary>Decides the outcome for a message.</summary>
    internal OutboxUpdate Settle(OutboxMessage message, DeliveryResult delivery)
    {
        if (delivery is { DeliveryStatus: DeliveryStatus.Unavailable, Problem: { } problem })
        {
            status.Failed(problem, delivery.FailureReason ?? "", message.Id.Value);
        }
        else if (delivery.DeliveryStatus is not DeliveryStatus.Abandoned && delivery.FailureReason != RetryPolicy.BadAddress)
        {
            if (message.Channel == MessageChannel.Mail)
            {
                status.Worked();
            }

            if (delivery.DeliveryStatus != DeliveryStatus.Sent)
            {
                NotSent(message.About, delivery.DeliveryStatus, delivery.FailureReason);
            }
        }

        return RetryPolicy.Of(message, delivery, othersLeave: status.LastWorkedAt >= message.SettledAt, clock.GetCurrentInstant(), Random.Shared.NextDouble());
    }

    // Even with a single connection configured each lane has its own: a code never waits behind other messages.
    private int Connections(OutboxLane lane) =>
        lane == OutboxLane.Urgent ? Math.Min(UrgentConnections, postbox.MaxConnections) : Math.Max(1, postbox.MaxConnections - UrgentConnections);

    [LoggerMessage(LogLevel.Warning, "A message about {About} was not sent ({Outcome}): {Trouble}")]
    private partial void NotSent(string about, DeliveryStatus outcome, string? trouble);

    [LoggerMessage(LogLevel.Warning, "The outcome of {Count} messages could not be stored; retrying")]
    internal partial void NotSettled(Exception e, int count);
}
