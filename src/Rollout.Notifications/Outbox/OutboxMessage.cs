using NodaTime;
using Rollout.Domain.People;

namespace Rollout.Notifications.Outbox;

/// <summary>
/// One message to one person, from the moment it is decided to what became of it. Written in the same transaction as the change that caused it.
/// </summary>
public sealed class OutboxMessage
{
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

    /// <summary>What makes it this message and no other: kind, occasion and person. Unique, so that it is never queued twice.</summary>
    public string Key { get; private init; } = "";

    public OutboxKind Kind { get; private init; }

    /// <summary>Which mail this is, or which rule asked for it: "infosession-confirmed", "ambassador-behind-pace".</summary>
    public string About { get; private init; } = "";

    /// <summary>The registration, invitation or launch it is about, so that it can be looked at again before it is sent.</summary>
    public Guid? SubjectId { get; private init; }

    public PersonId? Person { get; private init; }
    public string Address { get; private init; } = "";
    public string Name { get; private init; } = "";
    public string Subject { get; private init; } = "";

    /// <summary>The <see cref="Mail.EmailContent"/> as JSON: finished words.</summary>
    public string EmailContent { get; private init; } = "";

    /// <summary>An iCalendar object that goes with it, if one does; its METHOD is in its body.</summary>
    public string? Calendar { get; private init; }

    public Instant QueuedAt { get; private init; }

    /// <summary>Not sent before this.</summary>
    public Instant DueAt { get; private set; }

    /// <summary>From this moment on it has lost its point and dies instead of arriving late.</summary>
    public Instant? ExpiresAt { get; private init; }

    public OutboxState State { get; private set; }

    /// <summary>Until when the dispatcher that claimed it may settle it.</summary>
    public Instant? ClaimedUntil { get; private set; }

    /// <summary>When the dispatcher that claimed it was about to hand it over: a crash after this leaves it in doubt.</summary>
    public Instant? HandedOverAt { get; private set; }

    /// <summary>How often it was tried to hand it over.</summary>
    public int Attempts { get; private set; }

    /// <summary>When its state last changed.</summary>
    public Instant SettledAt { get; private set; }

    /// <summary>What went wrong last, or which rule stopped it, for the operator.</summary>
    public string? FailureReason { get; private set; }

    /// <summary>A mail that a person's own act calls for: never capped, never held out.</summary>
    public static OutboxMessage ServiceMail(
        string key, string about, Recipient to, Mail.EmailContent letter, Instant now, Instant? dueAt = null, Instant? uselessFrom = null, string? calendar = null, Guid? concerning = null) =>
        new(to, letter)
        {
            Id = OutboxMessageId.New(),
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

    /// <summary>A message that asks one person for one step.</summary>
    public static OutboxMessage Nudge(
        OutboxMessageId id, string key, string about, Recipient to, Mail.EmailContent letter, Instant now, Instant dueAt, Instant uselessFrom, Guid? concerning = null) =>
        new(to, letter)
        {
            Id = id,
            Kind = OutboxKind.Nudge,
            Key = key,
            About = about,
            SubjectId = concerning,
            QueuedAt = now,
            DueAt = dueAt,
            ExpiresAt = uselessFrom,
            SettledAt = now,
        };
}

/// <summary>To whom a message goes.</summary>
public sealed record Recipient(PersonId? Person, string Address, string Name);

/// <summary>Whether a message was called for.</summary>
public enum OutboxKind
{
    /// <summary>Called for by the person's own act.</summary>
    Service,

    /// <summary>Asks one person for one step.</summary>
    Nudge,
}

/// <summary>How far a message is on its way out.</summary>
public enum OutboxState
{
    Queued,
    Claimed,
    Sent,
    Failed,
    Suppressed,

    /// <summary>The connection was lost after the message was handed over: it may or may not have arrived.</summary>
    Unknown,
}

public readonly record struct OutboxMessageId(Guid Value)
{
    public static OutboxMessageId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
