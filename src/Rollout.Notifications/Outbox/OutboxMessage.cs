using NodaTime;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;

namespace Rollout.Notifications.Outbox;

/// <summary>One message to one person, with its state from queuing to outcome. Written in the same transaction as the change that caused it.</summary>
public sealed class OutboxMessage
{
    /// <summary>The <see cref="FailureReason"/> of a message that was written to a file that nobody gets.</summary>
    public const string InFile = "in-file";

    private OutboxMessage()
    {
    }

    private OutboxMessage(Recipient to, Mail.EmailContent letter)
    {
        (Person, Address, Name) = (to.Person, to.Address, to.Name);
        Subject = letter.Subject;
        EmailContent = System.Text.Json.JsonSerializer.Serialize(letter);
    }

    public OutboxMessageId Id { get; private init; }

    /// <summary>Deduplication key of kind, occasion and person. Unique, so that a message is never queued twice.</summary>
    public string Key { get; private init; } = "";

    public OutboxKind Kind { get; private init; }

    /// <summary>The message type, or the rule that planned it: "infosession-confirmed", "ambassador-behind-pace".</summary>
    public string About { get; private init; } = "";

    /// <summary>The registration, invitation or launch it is about, to check before sending whether it is still wanted.</summary>
    public Guid? SubjectId { get; private init; }

    public PersonId? Person { get; private init; }
    public string Address { get; private init; } = "";
    public string Name { get; private init; } = "";
    public string Subject { get; private init; } = "";

    public MessageChannel Channel { get; private init; }

    /// <summary>Whether somebody is waiting for it at a screen. It is sent in the urgent lane, never behind other messages.</summary>
    public bool Urgent { get; private init; }

    /// <summary>Whether the fact that they get it is confidential. Nobody else sees its recipient or its text.</summary>
    public bool Confidential { get; private init; }

    /// <summary>The <see cref="Mail.EmailContent"/> as JSON.</summary>
    public string EmailContent { get; private init; } = "";

    /// <summary>The iCalendar object sent with it, if any; its METHOD is in its body.</summary>
    public string? Calendar { get; private init; }

    public Instant QueuedAt { get; private init; }

    /// <summary>The earliest moment to send it; of what waits on a page, when it is looked at again whether it is still wanted.</summary>
    public Instant DueAt { get; private set; }

    /// <summary>The moment from which it is no longer useful and is suppressed instead of arriving late.</summary>
    public Instant? ExpiresAt { get; private init; }

    public OutboxState State { get; private set; }

    /// <summary>The end of the lease of the dispatcher that claimed it.</summary>
    public Instant? ClaimedUntil { get; private set; }

    /// <summary>The process that claimed it, which releases the claim when it is restarted instead of waiting for the lease to end.</summary>
    public Guid? ClaimedBy { get; private set; }

    /// <summary>When the dispatcher was about to send it: a crash after this leaves its outcome unknown.</summary>
    public Instant? HandedOverAt { get; private set; }

    /// <summary>The number of attempts.</summary>
    public int Attempts { get; private set; }

    /// <summary>When its state last changed.</summary>
    public Instant SettledAt { get; private set; }

    /// <summary>The last error, or the rule that suppressed it, for the operator; <see cref="InFile"/> where it became a file instead of a mail.</summary>
    public string? FailureReason { get; private set; }

    /// <summary>Creates a mail that follows from a person's own action: never capped, never held back.</summary>
    public static OutboxMessage ServiceMail(
        string key, string about, Recipient to, Mail.EmailContent letter, Instant now, Instant? dueAt = null, Instant? uselessFrom = null, string? calendar = null, Guid? concerning = null,
        bool urgent = false) =>
        new(to, letter)
        {
            Id = OutboxMessageId.New(),
            Urgent = urgent,
            Kind = OutboxKind.Service,
            Key = key,
            About = about,
            SubjectId = concerning,
            Calendar = calendar,
            QueuedAt = now,
            DueAt = dueAt ?? now,
            ExpiresAt = uselessFrom,
            SettledAt = now,
        };

    /// <summary>Creates a message that asks one person for one step.</summary>
    public static OutboxMessage Nudge(
        OutboxMessageId id, string key, string about, Recipient to, Mail.EmailContent letter, Instant now, Instant dueAt, Instant uselessFrom, Guid? concerning = null,
        bool confidential = false, MessageChannel channel = MessageChannel.Mail) =>
        new(to, letter)
        {
            Id = id,
            Kind = OutboxKind.Nudge,
            Confidential = confidential,
            Channel = channel,
            State = channel.Waits() ? OutboxState.Waiting : OutboxState.Queued,
            Key = key,
            About = about,
            SubjectId = concerning,
            QueuedAt = now,
            DueAt = dueAt,
            ExpiresAt = uselessFrom,
            SettledAt = now,
        };
}

/// <summary>The recipient of a message.</summary>
public sealed record Recipient(PersonId? Person, string Address, string Name);

/// <summary>Whether a message is a service mail or a nudge.</summary>
public enum OutboxKind
{
    /// <summary>Follows from the person's own action.</summary>
    Service,

    /// <summary>Asks one person for one step.</summary>
    Nudge,
}

/// <summary>The state of a message.</summary>
public enum OutboxState
{
    Queued,
    Claimed,
    Sent,
    Failed,
    Suppressed,

    /// <summary>The connection was lost after the message was sent: it may or may not have arrived.</summary>
    Unknown,

    /// <summary>It waits on a page or for the printer until someone acts: see <see cref="MessageChannels.Waits"/>. Nothing dispatches it.</summary>
    Waiting,
}

public readonly record struct OutboxMessageId(Guid Value)
{
    public static OutboxMessageId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
