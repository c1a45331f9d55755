using NodaTime;

namespace Rollout.Notifications.Outbox;

/// <summary>The messages that wait, and what became of them. The database behind it decides who may send what.</summary>
public interface IOutbox
{
    /// <summary>
    /// Lets die what came too late, and settles what a dispatcher that vanished had claimed.
    /// </summary>
    /// <returns>Whether there is something to send now.</returns>
    Task<bool> ExpireAndReclaimAsync(CancellationToken ct);

    /// <summary>
    /// Takes at most <paramref name="most"/> messages that are due, for this caller alone until the lease ends. Whatever lost its point
    /// meanwhile is suppressed instead.
    /// </summary>
    Task<IReadOnlyList<OutboxMessage>> ClaimAsync(int most, CancellationToken ct);

    /// <summary>
    /// Writes down what became of <paramref name="settled"/>, and that <paramref name="next"/> is about to be handed over: from here on a
    /// crash leaves it unknown.
    /// </summary>
    /// <returns>Those of <paramref name="next"/> that are still this caller's.</returns>
    Task<IReadOnlyList<OutboxMessage>> CommitAndMarkSendingAsync(IReadOnlyList<OutboxUpdate> settled, IReadOnlyList<OutboxMessage> next, CancellationToken ct);
}

/// <summary>What became of a claimed message.</summary>
/// <param name="Message">As it was claimed.</param>
/// <param name="State">Queued when it is to be tried again.</param>
/// <param name="FailureReason">What went wrong, for the operator.</param>
/// <param name="TryAgainAt">When it is queued again: not before this.</param>
/// <param name="Attempted">False when it never reached the mail server.</param>
public sealed record OutboxUpdate(OutboxMessage Message, OutboxState State, string? FailureReason = null, Instant? TryAgainAt = null, bool Attempted = true);
