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

    public OutboxMessageId Id { get; private init; }

    /// <summary>What makes it this message and no other: kind, occasion and person. Unique, so that it is never queued twice.</summary>
    public string Key { get; private init; } = "";

    public OutboxKind Kind { get; private init; }

    /// <summary>Which mail this is, or which rule asked for it: "infosession-confirmed", "ambassador-behind-pace".</summary>
    public string About { get; private init; } = "";

    public PersonId? Person { get; private init; }
    public string Address { get; private init; } = "";
    public string Name { get; private init; } = "";
    public string Subject { get; private init; } = "";

    /// <summary>The <see cref="Mail.Letter"/> as JSON: finished words.</summary>
    public string Letter { get; private init; } = "";

    /// <summary>An iCalendar object that goes with it, if one does; its METHOD is in its body.</summary>
    public string? Calendar { get; private init; }

    public Instant QueuedAt { get; private init; }

    /// <summary>Not sent before this.</summary>
    public Instant DueAt { get; private set; }

    /// <summary>From this moment on it has lost its point and dies instead of arriving late.</summary>
    public Instant? UselessFrom { get; private init; }

    public OutboxState State { get; private set; }

    /// <summary>Until when the dispatcher that claimed it may settle it.</summary>
    public Instant? ClaimedUntil { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>When its state last changed.</summary>
    public Instant SettledAt { get; private set; }

    /// <summary>What went wrong last, or which rule stopped it, for the operator.</summary>
    public string? Trouble { get; private set; }

    /// <summary>A mail that a person's own act calls for: never capped, never held out.</summary>
    public static OutboxMessage ServiceMail(
        string key, string about, Recipient to, Mail.Letter letter, Instant now, Instant? dueAt = null, Instant? uselessFrom = null, string? calendar = null) =>
        New(OutboxKind.Service, key, about, to, letter, now, dueAt ?? now, uselessFrom, calendar);

    /// <summary>A message that asks one person for one step.</summary>
    public static OutboxMessage Nudge(
        string key, string about, Recipient to, Mail.Letter letter, Instant now, Instant dueAt, Instant uselessFrom) =>
        New(OutboxKind.Nudge, key, about, to, letter, now, dueAt, uselessFrom, null);

    private static OutboxMessage New(
        OutboxKind kind, string key, string about, Recipient to, Mail.Letter letter, Instant now, Instant dueAt, Instant? uselessFrom, string? calendar) => new()
        {
            Id = OutboxMessageId.New(),
            Kind = kind,
            Key = key,
            About = about,
            Person = to.Person,
            Address = to.Address,
            Name = to.Name,
            Subject = letter.Subject,
            Letter = System.Text.Json.JsonSerializer.Serialize(letter),
            Calendar = calendar,
            QueuedAt = now,
            DueAt = dueAt,
            UselessFrom = uselessFrom,
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
