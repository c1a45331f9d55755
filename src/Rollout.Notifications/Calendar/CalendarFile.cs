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

        WriteAddresses(text, entry);
        text.Line("STATUS", cancelled ? "CANCELLED" : "CONFIRMED")
            .Line("TRANSP", cancelled ? "TRANSPARENT" : "OPAQUE")
            .Line("CLASS", "PUBLIC")
            .Line("END", "VEVENT");
    }

    private static void WriteAddresses(CalendarText text, CalendarEntry entry)
    {
        if (entry.Method == CalendarMethod.Publish)
        {
            return;
        }

        if (entry.Organizer is { } organizer)
        {
            text.Address("ORGANIZER", organizer);
        }

        if (entry.Attendee is { } attendee)
        {
            // Answers reach nobody who could act on them: people withdraw on the page.
            text.Address("ATTENDEE", attendee, $";CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={(entry.Accepted ? "ACCEPTED" : "NEEDS-ACTION")};RSVP=FALSE");
        }
    }

    private static void WriteTimes(CalendarText text, CalendarEntry entry)
    {
        var zone = entry.Zone;
        var starts = zone.MapLocal(entry.Starts).First().ToInstant();
        var ends = starts + entry.Length;
        var localEnd = ends.InZone(zone).LocalDateTime;
        if (zone.MapLocal(localEnd).First().ToInstant() == ends)
        {
            text.Line(With("DTSTART", zone), Local.Format(entry.Starts)).Line(With("DTEND", zone), Local.Format(localEnd));
        }
        else
        {
            // It ends in the second of two equal hours. No local time says so, and programs disagree about a DURATION; they agree about UTC.
            text.Line("DTSTART", Utc.Format(starts)).Line("DTEND", Utc.Format(ends));
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
