using Microsoft.Extensions.Logging;
using NodaTime;
using Rollout.Notifications.Jobs;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Postboxes;

namespace Rollout.Notifications.Outbox;

/// <summary>
/// Sends what is due, in batches, several at a time. What is about to be handed over is written down in small groups, so that a killed
/// process leaves at most one group in doubt.
/// </summary>
public sealed partial class DispatchOutbox(IOutbox outbox, IPostbox postbox, ComposeMail compose, MailTransportStatus status, IClock clock, ILogger<DispatchOutbox> log) : IDueWork
{
    private const int Batch = 100;
    private const int Group = 20;

    public async Task RunAsync(CancellationToken ct = default)
    {
        if (status.MayTry(urgent: false) && await outbox.TidyAsync(ct))
        {
            await WorkAsync(1, ct);
        }
    }

    // A full batch says there is more: one more worker helps, as long as the postbox can take it.
    private async Task WorkAsync(int worker, CancellationToken ct)
    {
        Task? helper = null;
        while (!ct.IsCancellationRequested && status.MayTry(urgent: false) && await outbox.ClaimAsync(Batch, ct) is { Count: > 0 } batch)
        {
            if (batch.Count == Batch && worker < postbox.MostRounds)
            {
                helper ??= WorkAsync(worker + 1, ct);
            }

            await PostAsync(batch, ct);
        }

        await (helper ?? Task.CompletedTask);
    }

    private async Task PostAsync(IReadOnlyList<OutboxMessage> batch, CancellationToken ct)
    {
        await using var letters = compose.Open();
        await using var round = postbox.Open();
        IReadOnlyList<Settlement> settled = [];
        foreach (var group in batch.Chunk(Group))
        {
            settled = ct.IsCancellationRequested || !status.MayTry(urgent: false)
                ? [.. settled, .. group.Select(message => Fates.GiveBack(message))]
                : await PostAsync(round, letters, await outbox.HandOverAsync(settled, group, CancellationToken.None), ct);
        }

        await outbox.HandOverAsync(settled, [], CancellationToken.None);
    }

    private async Task<IReadOnlyList<Settlement>> PostAsync(IPostRound round, ComposingMail letters, IReadOnlyList<OutboxMessage> group, CancellationToken ct)
    {
        var settled = new List<Settlement>(group.Count);
        foreach (var message in group)
        {
            settled.Add(ct.IsCancellationRequested || !status.MayTry(urgent: false) ? Fates.GiveBack(message) : Settle(message, await PostAsync(round, letters, message, ct)));
        }

        return settled;
    }

    private async Task<Delivery> PostAsync(IPostRound round, ComposingMail letters, OutboxMessage message, CancellationToken stop)
    {
        ComposedMail mail;
        try
        {
            mail = await letters.ComposeAsync(message);
        }
        catch (FormatException)
        {
            return new Delivery(Outcome.Refused, Fates.BadAddress);
        }
        catch (Exception e) when (e is ArgumentException or System.Text.Json.JsonException)
        {
            return new Delivery(Outcome.Refused, e.Message);
        }

        using (mail)
        {
            return await round.PostAsync(mail, stop);
        }
    }

    private Settlement Settle(OutboxMessage message, Delivery delivery)
    {
        if (delivery is { Outcome: Outcome.Unavailable, Problem: { } problem })
        {
            status.Failed(problem, delivery.Trouble ?? "");
        }
        else if (delivery.Outcome is not Outcome.Abandoned)
        {
            status.Worked();
            if (delivery.Outcome != Outcome.Sent)
            {
                NotSent(message.About, delivery.Outcome, delivery.Trouble);
            }
        }

        return Fates.Of(message, delivery, status.Outage is null, clock.GetCurrentInstant(), Random.Shared.NextDouble());
    }

    [LoggerMessage(LogLevel.Warning, "A message about {About} was not sent ({Outcome}): {Trouble}")]
    private partial void NotSent(string about, Outcome outcome, string? trouble);
}
