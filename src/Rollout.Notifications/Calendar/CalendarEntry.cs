using NodaTime;

namespace Rollout.Notifications.Calendar;

/// <summary>What a calendar must know of one appointment of one person, in finished words of their language.</summary>
public sealed record CalendarEntry
{
    public required CalendarMethod Method { get; init; }

    /// <summary>Whether it does not take place.</summary>
    public bool Cancelled { get; init; }

    /// <summary>Who this appointment is, for ever: moving and cancelling keep it.</summary>
    public required string Uid { get; init; }

    /// <summary>Rises with each change; calendars ignore what is lower than what they have.</summary>
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

    /// <summary>In whose name; the mail must come from the same address.</summary>
    public required CalendarAddress Organizer { get; init; }

    /// <summary>The one who is invited; no one else's address is ever in it.</summary>
    public CalendarAddress? Attendee { get; init; }
}

/// <summary>A name and an e-mail address.</summary>
public sealed record CalendarAddress(string Name, string Email);

/// <summary>What a calendar is to do with it (RFC 5546).</summary>
public enum CalendarMethod
{
    /// <summary>Put it in, or change what is there.</summary>
    Request,

    /// <summary>Take it out.</summary>
    Cancel,

    /// <summary>For a file, and for someone without an e-mail address: it is there to be read, nobody is asked (RFC 5546: so it names no attendee).</summary>
    Publish,
}
