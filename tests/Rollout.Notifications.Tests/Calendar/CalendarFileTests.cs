using System.Text;
using NodaTime;
using Rollout.Notifications.Calendar;
using Rollout.Testing;

namespace Rollout.Notifications.Tests.Calendar;

public sealed class CalendarFileTests
{
    [Fact]
    public void An_invitation_says_who_when_where_and_in_which_zone()
    {
        var text = CalendarFile.Write(Some());

        Assert.Equal(
            """
            BEGIN:VCALENDAR
            PRODID:-//Rollout//Rollout 1.0//EN
            VERSION:2.0
            CALSCALE:GREGORIAN
            METHOD:REQUEST
            BEGIN:VTIMEZONE
            TZID:Europe/Brussels
            BEGIN:DAYLIGHT
            DTSTART:20250330T020000
            RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
            TZOFFSETFROM:+0100
            TZOFFSETTO:+0200
            TZNAME:CEST
            END:DAYLIGHT
            BEGIN:STANDARD
            DTSTART:20251026T030000
            RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
            TZOFFSETFROM:+0200
            TZOFFSETTO:+0100
            TZNAME:CET
            END:STANDARD
            END:VTIMEZONE
            BEGIN:VEVENT
            UID:infosession-7@rollout.voorbeeld.be
            SEQUENCE:0
            DTSTAMP:20261123T090000Z
            DTSTART;TZID=Europe/Brussels:20261130T140000
            DTEND;TZID=Europe/Brussels:20261130T160000
            SUMMARY:De Brug – ploeg A\, café erna\; welkom
            LOCATION:Gent\, refter
            ORGANIZER;CN="De Brug":mailto:rollout@voorbeeld.be
            ATTENDEE;CN="Zoë D’Hondt";CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTA
             T=ACCEPTED;RSVP=FALSE:mailto:zoe.dhondt@voorbeeld.be
            STATUS:CONFIRMED
            TRANSP:OPAQUE
            CLASS:PUBLIC
            END:VEVENT
            END:VCALENDAR

            """.ReplaceLineEndings("\r\n"),
            text);
    }

    [Fact]
    public void Cancelling_keeps_the_uid_and_says_so_twice()
    {
        var text = CalendarFile.Write(Some() with { Method = CalendarMethod.Cancel, Sequence = 3 });

        Assert.Contains("\r\nMETHOD:CANCEL\r\n", text, StringComparison.Ordinal);
        Assert.Contains("\r\nSTATUS:CANCELLED\r\n", text, StringComparison.Ordinal);
        Assert.Contains("\r\nUID:infosession-7@rollout.voorbeeld.be\r\nSEQUENCE:3\r\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("☕")]
    [InlineData("ë")]
    [InlineData("👩‍🔧")]
    [InlineData("a\\;,")]
    public void Lines_have_at_most_75_octets_and_break_between_characters(string piece)
    {
        for (var length = 1; length < 90; length++)
        {
            var words = string.Concat(Enumerable.Repeat(piece, length));
            var text = CalendarFile.Write(Some() with { Description = words });

            Assert.All(text.Split("\r\n"), line => Assert.True(Encoding.UTF8.GetByteCount(line) <= 75, line));
            Assert.DoesNotContain("\n", text.Replace("\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.DoesNotContain('\uFFFD', Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));
            Assert.Equal(words, Unescape(Value("DESCRIPTION", text)));
        }
    }

    [Fact]
    public void Nobodys_words_begin_a_line_of_their_own()
    {
        var text = CalendarFile.Write(Some() with
        {
            Summary = "Coffee\r\nATTENDEE:mailto:evil@example.com",
            Location = "Room\u2028END:VEVENT",
            Attendee = new CalendarAddress("Zo\"ë\r\nX:y", "zoe@voorbeeld.be\r\nBCC:evil"),
        });

        Assert.Single(text.Split("\r\n"), l => l.StartsWith("ATTENDEE", StringComparison.Ordinal));
        Assert.Single(text.Split("\r\n"), l => l.StartsWith("END:VEVENT", StringComparison.Ordinal));
        Assert.DoesNotContain(text.Split("\r\n"), l => l.StartsWith("X:", StringComparison.Ordinal) || l.StartsWith("BCC", StringComparison.Ordinal));
        Assert.Equal("Coffee\nATTENDEE:mailto:evil@example.com", Unescape(Value("SUMMARY", text)));
    }

    [Theory]
    [InlineData(2027, 3, 27)]
    [InlineData(2027, 3, 28)]
    [InlineData(2027, 10, 30)]
    [InlineData(2027, 10, 31)]
    public void The_hour_on_the_wall_stays_over_the_nights_the_clocks_change(int year, int month, int day)
    {
        var text = CalendarFile.Write(Some() with { Starts = new LocalDateTime(year, month, day, 14, 0) });

        Assert.Contains($"\r\nDTSTART;TZID=Europe/Brussels:{year}{month:00}{day:00}T140000\r\n", text, StringComparison.Ordinal);
        Assert.Contains($"\r\nDTEND;TZID=Europe/Brussels:{year}{month:00}{day:00}T160000\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_ends_in_the_second_of_two_equal_hours_is_written_in_utc()
    {
        var text = CalendarFile.Write(Some() with { Starts = new LocalDateTime(2027, 10, 31, 1, 30) });

        Assert.Contains("DTSTART:20271030T233000Z\r\nDTEND:20271031T013000Z\r\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "ACCEPTED")]
    [InlineData(false, "NEEDS-ACTION")]
    public void An_invitation_answers_for_nobody_who_has_not_said_yes(bool accepted, string answer)
    {
        var text = CalendarFile.Write(Some() with { Accepted = accepted });

        Assert.Contains($";PARTSTAT={answer};RSVP=FALSE:mailto:", text.Replace("\r\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_published_entry_names_neither_organizer_nor_attendee()
    {
        var text = CalendarFile.Write(Some() with { Method = CalendarMethod.Publish });

        Assert.DoesNotContain("ORGANIZER", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ATTENDEE", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_is_never_broken_inside_an_escape()
    {
        for (var length = 1; length < 90; length++)
        {
            var text = CalendarFile.Write(Some() with { Description = new string('x', length) + string.Concat(Enumerable.Repeat("\\,;\n", 40)) });

            Assert.All(text.Split("\r\n"), line => Assert.True((line.Length - line.TrimEnd('\\').Length) % 2 == 0, line));
        }
    }

    [Fact]
    public void A_zone_without_summer_time_has_one_offset()
    {
        var text = CalendarFile.Write(Some() with { Zone = DateTimeZoneProviders.Tzdb["Asia/Kathmandu"] });

        Assert.Contains("DTSTART:19700101T000000\r\nTZOFFSETFROM:+0545\r\nTZOFFSETTO:+0545\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("RRULE", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_zone_whose_changes_follow_the_moon_lists_them()
    {
        var text = CalendarFile.Write(Some() with { Zone = DateTimeZoneProviders.Tzdb["Africa/Casablanca"] });

        Assert.DoesNotContain("RRULE", text, StringComparison.Ordinal);
        Assert.True(text.Split("DTSTART:").Length > 4);
    }

    [Fact]
    public void A_zone_that_changes_on_the_second_sunday_says_so()
    {
        var text = CalendarFile.Write(Some() with { Zone = DateTimeZoneProviders.Tzdb["America/New_York"] });

        Assert.Contains("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU", text, StringComparison.Ordinal);
        Assert.Contains("RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU", text, StringComparison.Ordinal);
    }

    private static string Value(string name, string text)
    {
        var unfolded = text.Replace("\r\n ", "", StringComparison.Ordinal);
        return unfolded.Split("\r\n").Single(l => l.StartsWith(name + ":", StringComparison.Ordinal))[(name.Length + 1)..];
    }

    private static string Unescape(string text)
    {
        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            plain.Append(text[i] != '\\' ? text[i] : text[++i] == 'n' ? '\n' : text[i]);
        }

        return plain.ToString();
    }

    private static CalendarEntry Some() => new()
    {
        Method = CalendarMethod.Request,
        Uid = "infosession-7@rollout.voorbeeld.be",
        Sequence = 0,
        Stamp = A.Monday,
        Starts = new LocalDateTime(2026, 11, 30, 14, 0),
        Zone = A.Brussels,
        Length = Duration.FromHours(2),
        Summary = "De Brug – ploeg A, café erna; welkom",
        Location = "Gent, refter",
        Organizer = new CalendarAddress("De Brug", "rollout@voorbeeld.be"),
        Attendee = new CalendarAddress("Zoë D’Hondt", "zoe.dhondt@voorbeeld.be"),
        Accepted = true,
    };
}
