using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using NodaTime;
using NodaTime.Text;
using Rollout.Notifications.Calendar;
using Rollout.Testing;
using CalDateTime = Ical.Net.DataTypes.CalDateTime;
using IcalNetCalendar = Ical.Net.Calendar;

namespace Rollout.Notifications.Tests.Calendar;

/// <summary>What four programs of other makers understand of our calendars: python3-icalendar, ical.js, node-ical and Ical.Net. ./test installs them.</summary>
public sealed class IndependentReaderTests
{
    // Prefer the system's python, where system packages are installed.
    private static readonly string Python = Environment.GetEnvironmentVariable("ROLLOUT_TEST_PYTHON") ?? (File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3");

    [Theory]
    [InlineData("Europe/Brussels", "2026-11-30T14:00", "2026-11-30T13:00Z", "2026-11-30T15:00Z")]
    [InlineData("Europe/Brussels", "2027-07-01T14:00", "2027-07-01T12:00Z", "2027-07-01T14:00Z")]
    [InlineData("Europe/Brussels", "2027-03-28T01:30", "2027-03-28T00:30Z", "2027-03-28T02:30Z")] // over the hour that is skipped
    [InlineData("Europe/Brussels", "2027-10-31T14:00", "2027-10-31T13:00Z", "2027-10-31T15:00Z")]
    [InlineData("Europe/Brussels", "2027-10-31T01:30", "2027-10-30T23:30Z", "2027-10-31T01:30Z")] // ends in the second of two equal hours
    [InlineData("America/New_York", "2027-11-07T14:00", "2027-11-07T19:00Z", "2027-11-07T21:00Z")]
    [InlineData("Asia/Kathmandu", "2027-07-01T14:00", "2027-07-01T08:15Z", "2027-07-01T10:15Z")]
    public async Task All_read_an_invitation_at_the_same_moments_on_both_sides_of_a_clock_change(string zone, string starts, string startsUtc, string endsUtc)
    {
        var entry = Some() with { Zone = DateTimeZoneProviders.Tzdb[zone], Starts = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(starts).Value };

        await AllReadAsync(CalendarFile.Write(entry), "REQUEST", $"infosession-7@rollout|3|CONFIRMED|{startsUtc}|{endsUtc}|Zoë, café – ;☕|Gent, refter|");
    }

    [Fact]
    public async Task All_read_long_descriptions_with_escapes_at_every_place_of_a_line_as_they_were_written()
    {
        for (var indent = 0; indent < 3; indent++)
        {
            var words = new string('x', indent) + string.Concat(Enumerable.Repeat("a,☕;\n", 30)) + "https://rollout.voorbeeld.be/i?a=b,c";

            await AllReadAsync(
                CalendarFile.Write(Some() with { Description = words }),
                "REQUEST", $"infosession-7@rollout|3|CONFIRMED|2026-11-30T13:00Z|2026-11-30T15:00Z|Zoë, café – ;☕|Gent, refter|{words.Replace('\n', '⏎')}");
        }
    }

    [Fact]
    public async Task All_read_a_cancellation_as_one() => await AllReadAsync(
        CalendarFile.Write(Some() with { Method = CalendarMethod.Cancel, Sequence = 4 }),
        "CANCEL", "infosession-7@rollout|4|CANCELLED|2026-11-30T13:00Z|2026-11-30T15:00Z|Zoë, café – ;☕|Gent, refter|");

    [Fact]
    public async Task All_read_a_feed_of_several_zones_and_an_empty_one()
    {
        var here = Some() with { Method = CalendarMethod.Publish };
        var there = here with { Uid = "infosession-8@rollout", Zone = DateTimeZoneProviders.Tzdb["America/New_York"] };

        await AllReadAsync(
            CalendarFile.WriteFeed("De Brug", [here, there], Duration.FromHours(1)),
            "PUBLISH",
            "infosession-7@rollout|3|CONFIRMED|2026-11-30T13:00Z|2026-11-30T15:00Z|Zoë, café – ;☕|Gent, refter|",
            "infosession-8@rollout|3|CONFIRMED|2026-11-30T19:00Z|2026-11-30T21:00Z|Zoë, café – ;☕|Gent, refter|");
        await AllReadAsync(CalendarFile.WriteFeed("De Brug", [], Duration.FromHours(1)), "PUBLISH");
    }

    private static async Task AllReadAsync(string calendar, params string[] lines)
    {
        var readings = await Task.WhenAll(RunAsync(Python, "read.py", [], calendar), RunAsync("node", "read.mjs", ["ical.js"], calendar), RunAsync("node", "read.mjs", ["node-ical"], calendar));

        Assert.All(readings, read => Assert.Equal(lines, read));
        Assert.Equal(lines, ReadWithIcalNet(calendar));
    }

    private static List<string> ReadWithIcalNet(string text)
    {
        var calendar = IcalNetCalendar.Load(text)!;
        return [calendar.Method!, .. calendar.Events.Select(e => string.Join(
            '|', e.Uid, e.Sequence, e.Status, Utc(e.Start!), Utc(e.GetOccurrences().First().Period.EffectiveEndTime!), e.Summary, e.Location, e.Description?.Replace('\n', '⏎')))];

        static string Utc(CalDateTime time) => time.AsUtc.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);
    }

    private static async Task<List<string>> RunAsync(string program, string script, string[] arguments, string calendar, [CallerFilePath] string here = "")
    {
        var start = new ProcessStartInfo(program, [Path.Combine(Path.GetDirectoryName(here)!, script), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PYTHONIOENCODING"] = "utf-8", ["PYTHONUTF8"] = "1", ["TZ"] = "UTC" },
        };
        using var reader = Process.Start(start)!;
        await reader.StandardInput.BaseStream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(calendar));
        reader.StandardInput.Close();
        var error = reader.StandardError.ReadToEndAsync();
        var output = await reader.StandardOutput.ReadToEndAsync();
        await reader.WaitForExitAsync();
        Assert.True(reader.ExitCode == 0, $"{program} {script} could not read it, or is not installed: {await error}");
        return [.. output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n')];
    }

    private static CalendarEntry Some() => new()
    {
        Method = CalendarMethod.Request,
        Uid = "infosession-7@rollout",
        Sequence = 3,
        Stamp = A.Monday,
        Starts = new LocalDateTime(2026, 11, 30, 14, 0),
        Zone = A.Brussels,
        Length = Duration.FromHours(2),
        Summary = "Zoë, café – ;☕",
        Location = "Gent, refter",
        Organizer = new CalendarAddress("De Brug", "rollout@voorbeeld.be"),
        Attendee = new CalendarAddress("Zoë D’Hondt", "zoe.dhondt@voorbeeld.be"),
    };
}
