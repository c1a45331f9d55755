using NodaTime;
using NodaTime.Text;

namespace Rollout.Notifications.Calendar;

/// <summary>Writes an entry as an iCalendar object (RFC 5545) for a mail (RFC 6047) or a file.</summary>
public static class CalendarFile
{
    private static readonly LocalDateTimePattern Local = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss");
    private static readonly InstantPattern Utc = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'");

    /// <summary>The whole object, lines ending in CRLF.</summary>
    public static string Write(CalendarEntry entry)
    {
        var text = Begin().Line("METHOD", Keyword(entry.Method));
        VTimeZone.Write(text, entry.Zone, entry.Starts.Year);
        WriteEvent(text, entry);
        return text.Line("END", "VCALENDAR").ToString();
    }

    /// <summary>Writes a calendar to subscribe to.</summary>
    /// <param name="name">The name shown in the reader's list of calendars.</param>
    /// <param name="entries">The appointments; may be empty.</param>
    /// <param name="refresh">How often readers are asked to refresh.</param>
    public static string WriteFeed(string name, IReadOnlyCollection<CalendarEntry> entries, Duration refresh)
    {
        var every = $"PT{(int)refresh.TotalMinutes}M";
        // NAME and REFRESH-INTERVAL are RFC 7986; the X- properties say the same to older programs.
        var text = Begin().Line("METHOD", "PUBLISH")
            .Words("NAME", name).Words("X-WR-CALNAME", name)
            .Line("REFRESH-INTERVAL;VALUE=DURATION", every).Line("X-PUBLISHED-TTL", every);
        foreach (var zone in entries.GroupBy(e => e.Zone.Id))
        {
            VTimeZone.Write(text, zone.First().Zone, zone.Min(e => e.Starts.Year));
        }

        foreach (var entry in entries)
        {
            WriteEvent(text, entry);
        }

        return text.Line("END", "VCALENDAR").ToString();
    }

    private static CalendarText Begin() => new CalendarText()
        .Line("BEGIN", "VCALENDAR")
        .Line("PRODID", "-//Rollout//Rollout 1.0//EN")
        .Line("VERSION", "2.0")
        .Line("CALSCALE", "GREGORIAN");

    private static void WriteEvent(CalendarText text, CalendarEntry entry)
    {
        var cancelled = entry.Cancelled || entry.Method == CalendarMethod.Cancel;
        text.Line("BEGIN", "VEVENT")
            .Words("UID", entry.Uid)
            .Line("SEQUENCE", $"{entry.Sequence}")
            .Line("DTSTAMP", Utc.Format(entry.Stamp));
        WriteTimes(text, entry);
        text.Words("SUMMARY", entry.Summary)
            .Words("DESCRIPTION", entry.Description)
            .Words("LOCATION", entry.Location);
        if (entry.Page is { } page)
        {
            text.Line("URL", page.AbsoluteUri);
        }

        text.Address("ORGANIZER", entry.Organizer);
        if (entry.Attendee is { } attendee)
        {
            // The place is already theirs, so no reply is requested.
            text.Address("ATTENDEE", attendee, ";CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE");
        }

        text.Line("STATUS", cancelled ? "CANCELLED" : "CONFIRMED")
            .Line("TRANSP", cancelled ? "TRANSPARENT" : "OPAQUE")
            .Line("CLASS", "PUBLIC")
            .Line("END", "VEVENT");
    }

    private static void WriteTimes(CalendarText text, CalendarEntry entry)
    {
        var zone = entry.Zone;
        var ends = zone.MapLocal(entry.Starts).First().ToInstant() + entry.Length;
        var localEnd = ends.InZone(zone).LocalDateTime;
        text.Line(With("DTSTART", zone), Local.Format(entry.Starts));
        if (zone.MapLocal(localEnd).First().ToInstant() == ends)
        {
            text.Line(With("DTEND", zone), Local.Format(localEnd));
        }
        else
        {
            // It ends in the second occurrence of a repeated hour, which only a duration can express.
            text.Line("DURATION", $"PT{(int)entry.Length.TotalMinutes}M");
        }
    }

    private static string With(string name, DateTimeZone zone) => $"{name};TZID={zone.Id}";

    private static string Keyword(CalendarMethod method) => method switch
    {
        CalendarMethod.Request => "REQUEST",
        CalendarMethod.Cancel => "CANCEL",
        _ => "PUBLISH",
    };
}
