using NodaTime;

namespace Rollout.Notifications.Calendar;

/// <summary>One appointment of one person, with texts in their language.</summary>
public sealed record CalendarEntry
{
    public required CalendarMethod Method { get; init; }

    /// <summary>Whether it was cancelled.</summary>
    public bool Cancelled { get; init; }

    /// <summary>The permanent identity of the appointment; moving and cancelling keep it.</summary>
    public required string Uid { get; init; }

    /// <summary>Incremented by each change; calendars ignore a lower sequence than the one they have.</summary>
    public required int Sequence { get; init; }

    /// <summary>When it was written.</summary>
    public required Instant Stamp { get; init; }

    /// <summary>The local time it starts, in <see cref="Zone"/>.</summary>
    public required LocalDateTime Starts { get; init; }

    public required DateTimeZone Zone { get; init; }

    public required Duration Length { get; init; }

    public required string Summary { get; init; }
    public string Description { get; init; } = "";
    public string Location { get; init; } = "";
    public Uri? Page { get; init; }

    /// <summary>
    /// The organizer of an invitation; the mail must come from the same address. Not written into a published entry: Outlook would ask to accept
    /// it, Apple Calendar shows it as an invitation, and some programs mail a reply to the organizer.
    /// </summary>
    public CalendarAddress? Organizer { get; init; }

    /// <summary>The invited person; no other address is ever included.</summary>
    public CalendarAddress? Attendee { get; init; }

    /// <summary>Whether the attendee has accepted, for example by signing up. An invitation never answers for anyone else.</summary>
    public bool Accepted { get; init; }
}

/// <summary>A name and an e-mail address.</summary>
public sealed record CalendarAddress(string Name, string Email);

/// <summary>What a calendar should do with it (RFC 5546).</summary>
public enum CalendarMethod
{
    /// <summary>Add it, or update what is there.</summary>
    Request,

    /// <summary>Remove it.</summary>
    Cancel,

    /// <summary>For files, and for people without an e-mail address: informational only, so it names no attendee (RFC 5546).</summary>
    Publish,
}
