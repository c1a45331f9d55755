using NodaTime;
using Rollout.Notifications.Postboxes;

namespace Rollout.Notifications.Outbox;

/// <summary>What becomes of a message, given the postbox's answer.</summary>
public static class Fates
{
    /// <summary>A message that was refused for the moment this often is parked until someone looks at it.</summary>
    public const int MostAttempts = 8;

    private static readonly Duration FirstWait = Duration.FromMinutes(1);
    private static readonly Duration LongestWait = Duration.FromHours(4);
    private static readonly Duration LongestWaitForServer = Duration.FromMinutes(15);

    /// <param name="message">As it was claimed.</param>
    /// <param name="delivery">The postbox's answer.</param>
    /// <param name="now">The moment of the answer.</param>
    /// <param name="chance">Between 0 and 1: spreads what is tried again, so that it does not come back all at once.</param>
    public static Settlement Of(OutboxMessage message, Delivery delivery, Instant now, double chance) => delivery.Outcome switch
    {
        Outcome.Sent => new(message, OutboxState.Sent),
        Outcome.Refused => new(message, OutboxState.Failed, delivery.Trouble),
        Outcome.NotNow when message.Attempts + 1 >= MostAttempts => new(message, OutboxState.Failed, delivery.Trouble),
        Outcome.NotNow => new(message, OutboxState.Queued, delivery.Trouble, now + Wait(message.Attempts, LongestWait, chance)),
        Outcome.Unreachable => new(message, OutboxState.Queued, delivery.Trouble, now + Wait(message.Attempts, LongestWaitForServer, chance)),

        // It may have arrived. A nudge is not worth the risk of nagging twice; a service mail is, and carries the same Message-ID.
        Outcome.Lost when message.Kind == OutboxKind.Nudge => new(message, OutboxState.Unknown, delivery.Trouble),
        Outcome.Lost when message.Attempts + 1 >= MostAttempts => new(message, OutboxState.Unknown, delivery.Trouble),
        Outcome.Lost => new(message, OutboxState.Queued, delivery.Trouble, now + Wait(message.Attempts, LongestWait, chance)),
        _ => throw new ArgumentOutOfRangeException(nameof(delivery)),
    };

    /// <summary>Four times longer after each attempt, and up to a fifth more by chance.</summary>
    internal static Duration Wait(int attempts, Duration longest, double chance)
    {
        var wait = attempts >= 6 ? longest : Duration.Min(longest, FirstWait * (1L << (2 * attempts)));
        return wait * (1 + (chance / 5));
    }
}
