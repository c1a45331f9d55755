using Rollout.Notifications.Mail;

namespace Rollout.Notifications.Delivery;

/// <summary>Where mail leaves the house.</summary>
public interface IMailTransport
{
    /// <summary>How many rounds may be under way at once.</summary>
    int MaxConnections { get; }

    /// <summary>One round to the postbox: what it opens, it keeps open for all mails of the round.</summary>
    IMailSession Open();
}

/// <summary>Hands over one mail after the other.</summary>
public interface IMailSession : IAsyncDisposable
{
    /// <summary>Hands one mail over. What goes wrong on the way is an answer, not an exception.</summary>
    /// <param name="stop">
    /// The program stops: a mail that is not wholly written yet is <see cref="DeliveryStatus.Abandoned"/>; the answer to one that is, is waited for a few
    /// seconds more.
    /// </param>
    Task<DeliveryResult> SendAsync(RenderedMail mail, CancellationToken stop);
}

/// <summary>The postbox's answer.</summary>
/// <param name="DeliveryStatus">What happened.</param>
/// <param name="FailureReason">What went wrong, in the words of the mail server or the system.</param>
/// <param name="Problem">Why no mail leaves at all, when the outcome is <see cref="DeliveryStatus.Unavailable"/>.</param>
public readonly record struct DeliveryResult(DeliveryStatus DeliveryStatus, string? FailureReason = null, MailProblem? Problem = null)
{
    /// <summary>How long the other side asks to wait, when it is <see cref="DeliveryStatus.Deferred"/>.</summary>
    public NodaTime.Duration? RetryAfter { get; init; }

    public static readonly DeliveryResult Sent = new(DeliveryStatus.Sent);

    public static DeliveryResult Unavailable(MailProblem problem, string trouble) => new(DeliveryStatus.Unavailable, trouble, problem);

    /// <summary>Written as a file that nobody picks up: taken over, and nobody gets it.</summary>
    public static readonly DeliveryResult InFile = new(DeliveryStatus.Sent, Outbox.OutboxMessage.InFile);
}

/// <summary>What happened to a mail that was to be handed over.</summary>
public enum DeliveryStatus
{
    /// <summary>Taken over.</summary>
    Sent,

    /// <summary>Not handed over, for a reason that concerns every mail: <see cref="DeliveryResult.Problem"/> says which.</summary>
    Unavailable,

    /// <summary>This mail was refused for the moment (4xx).</summary>
    Deferred,

    /// <summary>The mailbox is full: it may not be in some days.</summary>
    MailboxFull,

    /// <summary>There is no such mailbox: no mail to this address will be taken.</summary>
    NoSuchMailbox,

    /// <summary>This mail was refused for good (5xx).</summary>
    Refused,

    /// <summary>Handed over, and then the answer was lost.</summary>
    Unknown,

    /// <summary>Not handed over, because the program stops.</summary>
    Abandoned,
}

/// <summary>Why no mail leaves. Each has words that say what to change.</summary>
public enum MailProblem
{
    /// <summary>There is nobody at that address, or nobody answers.</summary>
    NotReachable,

    /// <summary>The line broke while a mail was being handed over, before its final dot: it may be the server, or this mail.</summary>
    LineBroke,

    /// <summary>The server at that address does not speak SMTP.</summary>
    NotAMailServer,

    /// <summary>The server does not offer STARTTLS.</summary>
    NoStartTls,

    /// <summary>The server does not speak TLS from the first byte.</summary>
    NoTls,

    /// <summary>The server's certificate is not trusted, has ended, or is another host's.</summary>
    Certificate,

    /// <summary>Signing in was refused: a wrong or expired password or secret, or a way of signing in that has ended.</summary>
    SignIn,

    /// <summary>The mailbox that signs in may not send in the name of the From address.</summary>
    SenderNotAllowed,

    /// <summary>The sender has reached its limit of mails for now.</summary>
    Quota,

    /// <summary>The server does not take mail from us.</summary>
    Blocked,

    /// <summary>The server does not pass mail on to this address: it does so for nobody, or not to the outside.</summary>
    NoRelay,

    /// <summary>The server asks to come back later.</summary>
    Busy,

    /// <summary>The server does not take one more connection.</summary>
    TooManyConnections,

    /// <summary>The folder for mails cannot be written.</summary>
    Folder,
}
