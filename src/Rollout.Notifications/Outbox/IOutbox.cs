using NodaTime;

namespace Rollout.Notifications.Outbox;

/// <summary>The stored messages and their states. The database behind it decides which dispatcher may send what.</summary>
public interface IOutbox
{
    /// <summary>
    /// Releases the claims that an earlier run of this process left behind when it was killed. A nudge that was marked as being sent becomes unknown;
    /// everything else is queued again.
    /// </summary>
    Task ReleaseOwnClaimsAsync(CancellationToken ct);

    /// <summary>Suppresses expired messages, and reclaims messages whose dispatcher's lease ended.</summary>
    Task ExpireAndReclaimAsync(CancellationToken ct);

    /// <summary>Returns when the next message of the lane is due, which may be in the past; null when none is queued.</summary>
    Task<Instant?> NextDueAsync(OutboxLane lane, CancellationToken ct);

    /// <summary>
    /// Stores the outcome of <paramref name="settled"/>, and claims at most <paramref name="most"/> due messages of the lane for this caller until the lease
    /// ends, in one transaction. Messages that are no longer wanted are suppressed instead. A claimed message counts as being sent: if the process dies, its
    /// outcome is unknown.
    /// </summary>
    Task<IReadOnlyList<OutboxMessage>> SettleAndClaimAsync(IReadOnlyList<OutboxUpdate> settled, OutboxLane lane, int most, CancellationToken ct);
}

/// <summary>The lanes of the outbox. Each has its own connections, so that messages in one never wait for those in the other.</summary>
public enum OutboxLane
{
    /// <summary>Codes and confirmations: somebody is waiting for them at a screen.</summary>
    Urgent,

    /// <summary>All other messages.</summary>
    Bulk,
}

/// <summary>The outcome for a claimed message.</summary>
/// <param name="State">Queued when it is to be retried.</param>
/// <param name="FailureReason">What went wrong, for the operator.</param>
/// <param name="TryAgainAt">The earliest moment of the next attempt, when it is queued again.</param>
/// <param name="Attempted">False when the mail server was never reached.</param>
/// <param name="NoSuchMailbox">The server said that the address takes no mail and never will: nothing else is mailed to it.</param>
public sealed record OutboxUpdate(OutboxMessage Message, OutboxState State, string? FailureReason = null, Instant? TryAgainAt = null, bool Attempted = true, bool NoSuchMailbox = false);
