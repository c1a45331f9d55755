using Microsoft.Extensions.Logging;
using NodaTime;
using Rollout.Notifications.Delivery;
using Rollout.Notifications.Jobs;
using Rollout.Notifications.Mail;

namespace Rollout.Notifications.Outbox;

/// <summary>
/// Sends due messages in batches, several at a time. Messages are marked as being sent in small groups, so that a killed process leaves at most one group in
/// doubt.
/// </summary>
public sealed partial class DispatchOutbox(IOutbox outbox, IMailTransport postbox, MailRenderer compose, MailTransportStatus status, IClock clock, ILogger<DispatchOutbox> log) : IScheduledTask
{
    private const int Batch = 100;
    private const int Group = 20;

    public async Task RunAsync(CancellationToken ct = default)
    {
        if (status.MayTry(urgent: false) && await outbox.ExpireAndReclaimAsync(ct))
        {
            await WorkAsync(1, ct);
        }
    }

    // A full batch suggests there is more: start another worker, up to the transport's maximum number of connections.
    private async Task WorkAsync(int worker, CancellationToken ct)
    {
        Task? helper = null;
        while (!ct.IsCancellationRequested && status.MayTry(urgent: false) && await outbox.ClaimAsync(Batch, ct) is { Count: > 0 } batch)
        {
            if (batch.Count == Batch && worker < postbox.MaxConnections)
            {
                helper ??= WorkAsync(worker + 1, ct);
            }

            await SendAsync(batch, ct);
        }

        await (helper ?? Task.CompletedTask);
    }

    private async Task SendAsync(IReadOnlyList<OutboxMessage> batch, CancellationToken ct)
    {
        await using var letters = compose.Open();
        await using var round = postbox.Open();
        IReadOnlyList<OutboxUpdate> settled = [];
        foreach (var group in batch.Chunk(Group))
        {
            settled = ct.IsCancellationRequested || !status.MayTry(urgent: false)
                ? [.. settled, .. group.Select(message => RetryPolicy.GiveBack(message))]
                : await SendAsync(round, letters, await outbox.CommitAndMarkSendingAsync(settled, group, CancellationToken.None), ct);
        }

        await outbox.CommitAndMarkSendingAsync(settled, [], CancellationToken.None);
    }

    private async Task<IReadOnlyList<OutboxUpdate>> SendAsync(IMailSession round, RenderSession letters, IReadOnlyList<OutboxMessage> group, CancellationToken ct)
    {
        var settled = new List<OutboxUpdate>(group.Count);
        foreach (var message in group)
        {
            settled.Add(ct.IsCancellationRequested || !status.MayTry(urgent: false) ? RetryPolicy.GiveBack(message) : Settle(message, await SendAsync(round, letters, message, ct)));
        }

        return settled;
    }

    private async Task<DeliveryResult> SendAsync(IMailSession round, RenderSession letters, OutboxMessage message, CancellationToken stop)
    {
        RenderedMail mail;
        try
        {
            mail = await letters.RenderAsync(message);
        }
        catch (FormatException)
        {
            return new DeliveryResult(DeliveryStatus.Refused, RetryPolicy.BadAddress);
        }
        catch (Exception e) when (e is ArgumentException or System.Text.Json.JsonException)
        {
            return new DeliveryResult(DeliveryStatus.Refused, e.Message);
        }

        using (mail)
        {
            return await round.SendAsync(mail, stop);
        }
    }

    private OutboxUpdate Settle(OutboxMessage message, DeliveryResult delivery)
    {
        if (delivery is { DeliveryStatus: DeliveryStatus.Unavailable, Problem: { } problem })
        {
            status.Failed(problem, delivery.FailureReason ?? "");
        }
        else if (delivery.DeliveryStatus is not DeliveryStatus.Abandoned)
        {
            status.Worked();
            if (delivery.DeliveryStatus != DeliveryStatus.Sent)
            {
                NotSent(message.About, delivery.DeliveryStatus, delivery.FailureReason);
            }
        }

        return RetryPolicy.Of(message, delivery, status.Outage is null, clock.GetCurrentInstant(), Random.Shared.NextDouble());
    }

    [LoggerMessage(LogLevel.Warning, "A message about {About} was not sent ({Outcome}): {Trouble}")]
    private partial void NotSent(string about, DeliveryStatus outcome, string? trouble);
}
