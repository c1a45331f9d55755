using NodaTime;
using Rollout.Notifications.Delivery;

namespace Rollout.Notifications.Outbox;

/// <summary>Decides what happens to a message after an attempt.</summary>
public static class RetryPolicy
{
    /// <summary>After this many temporary refusals a message is parked until someone looks at it.</summary>
    public const int MostAttempts = 8;

    private static readonly Duration FirstWait = Duration.FromMinutes(1);
    private static readonly Duration LongestWait = Duration.FromHours(4);
    private static readonly Duration LongestWaitForServer = Duration.FromMinutes(15);
    private static readonly Duration WaitForRoom = Duration.FromHours(8);

    /// <summary>Why a message is parked whose address cannot be written in a mail.</summary>
    public const string BadAddress = "bad-address";

    /// <summary>Why a message is parked whose channel the settings name no more.</summary>
    public const string ChannelOff = "channel-off";

    /// <summary>A mailbox that was full this often, over some days, is not tried again by itself.</summary>
    public const int MostAttemptsWhenFull = 10;

    /// <param name="delivery">The transport's answer.</param>
    /// <param name="othersLeave">Whether other mails leave meanwhile.</param>
    /// <param name="chance">Jitter between 0 and 1, so that retries do not all come back at once.</param>
    public static OutboxUpdate Of(OutboxMessage message, DeliveryResult delivery, bool othersLeave, Instant now, double chance) => delivery.DeliveryStatus switch
    {
        DeliveryStatus.Sent => new(message, OutboxState.Sent, delivery.FailureReason),
        DeliveryStatus.NoSuchMailbox => new(message, OutboxState.Failed, delivery.FailureReason, NoSuchMailbox: true),
        DeliveryStatus.Refused => new(message, OutboxState.Failed, delivery.FailureReason),
        DeliveryStatus.Deferred when message.Attempts + 1 >= MostAttempts => new(message, OutboxState.Failed, delivery.FailureReason),
        DeliveryStatus.Deferred => new(message, OutboxState.Queued, delivery.FailureReason, now + Duration.Max(delivery.RetryAfter ?? Duration.Zero, Wait(message.Attempts, LongestWait, chance))),
        DeliveryStatus.MailboxFull when message.Attempts + 1 >= MostAttemptsWhenFull => new(message, OutboxState.Failed, delivery.FailureReason),
        DeliveryStatus.MailboxFull => new(message, OutboxState.Queued, delivery.FailureReason, now + (WaitForRoom * (1 + (chance / 5)))),

        // It may be this mail, and may be the server: it lets others go first, and is parked when they leave and it does not.
        DeliveryStatus.Unavailable when MailTransportStatus.MayBeTheMail(delivery.Problem!.Value) => othersLeave && message.Attempts + 1 >= MostAttempts
            ? new(message, OutboxState.Failed, delivery.FailureReason)
            : new(message, OutboxState.Queued, delivery.FailureReason, now + Wait(message.Attempts, LongestWaitForServer, chance)),
        DeliveryStatus.Unavailable or DeliveryStatus.Abandoned => GiveBack(message, delivery.FailureReason),

        // It may have arrived. Sending a nudge twice would be a nuisance; a service mail is worth it, and carries the same Message-ID.
        DeliveryStatus.Unknown when message.Kind == OutboxKind.Nudge => new(message, OutboxState.Unknown, delivery.FailureReason),
        DeliveryStatus.Unknown when message.Attempts + 1 >= MostAttempts => new(message, OutboxState.Unknown, delivery.FailureReason),
        DeliveryStatus.Unknown => new(message, OutboxState.Queued, delivery.FailureReason, now + Wait(message.Attempts, LongestWait, chance)),
        _ => throw new ArgumentOutOfRangeException(nameof(delivery)),
    };

    /// <summary>As if it had never been claimed.</summary>
    public static OutboxUpdate GiveBack(OutboxMessage message, string? trouble = null) => new(message, OutboxState.Queued, trouble ?? message.FailureReason, Attempted: false);

    /// <summary>Exponential back-off with factor 4, plus up to 20% jitter.</summary>
    public static Duration Wait(int attempts, Duration longest, double chance)
    {
        var wait = attempts >= 6 ? longest : Duration.Min(longest, FirstWait * (1L << (2 * attempts)));
        return wait * (1 + (chance / 5));
    }
}
