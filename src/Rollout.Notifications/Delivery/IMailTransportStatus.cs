using NodaTime;

namespace Rollout.Notifications.Delivery;

/// <summary>Whether mail leaves at the moment, as this process sees it: for health checks and for the lead.</summary>
public interface IMailTransportStatus
{
    /// <summary>Why no mail leaves, or null as long as it does or nothing had to be sent since the start.</summary>
    MailOutage? Outage { get; }
}

/// <summary>A time in which no mail leaves. All messages wait; none of them is lost or counted as tried.</summary>
/// <param name="Detail">The last answer, in the words of the mail server or the system.</param>
/// <param name="Since">When it began.</param>
/// <param name="LastTriedAt">When it was last tried.</param>
/// <param name="RetryAt">When it is tried again.</param>
/// <param name="Attempts">How often it was tried since it began.</param>
public sealed record MailOutage(MailProblem Problem, string Detail, Instant Since, Instant LastTriedAt, Instant RetryAt, int Attempts);
