using System.Diagnostics;
using System.Runtime.CompilerServices;
using NodaTime;
using Rollout.Notifications.Calendar;
using Rollout.Testing;

namespace Rollout.Notifications.Tests.Calendar;

/// <summary>What another program makes of our calendars. Needs python3 with the module icalendar, which ./test installs.</summary>
public sealed class IndependentReaderTests
{
    // Prefer the system's python, where system packages are installed.
    private static readonly string Python = Environment.GetEnvironmentVariable("ROLLOUT_TEST_PYTHON") ?? (File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3");

    [Theory]
    [InlineData(2026, 11, 30, "14:00|16:00")]
    [InlineData(2027, 3, 28, "14:00|16:00")]
    [InlineData(2027, 10, 31, "14:00|16:00")]
    [InlineData(2027, 7, 1, "14:00|16:00")]
    public async Task It_reads_an_invitation_at_its_local_hour_on_both_sides_of_the_clock_change(int year, int month, int day, string hours)
    {
        var lines = await ReadAsync(CalendarFile.Write(Some(new LocalDateTime(year, month, day, 14, 0))));

        Assert.Equal(["REQUEST 1", $"infosession-7@rollout|3|CONFIRMED|Europe/Brussels|{year}-{month:00}-{day:00}T{hours}|Zoë\\, café – \\;☕"], lines);
    }

    [Fact]
    public async Task It_reads_a_cancellation_as_one()
    {
        var lines = await ReadAsync(CalendarFile.Write(Some(new LocalDateTime(2026, 11, 30, 14, 0)) with { Method = CalendarMethod.Cancel, Sequence = 4 }));

        Assert.Equal("CANCEL 1", lines[0]);
        Assert.StartsWith("infosession-7@rollout|4|CANCELLED|", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_reads_a_feed_of_several_zones_and_an_empty_one()
    {
        var here = Some(new LocalDateTime(2026, 11, 30, 14, 0)) with { Method = CalendarMethod.Publish };
        var there = here with { Uid = "infosession-8@rollout", Zone = DateTimeZoneProviders.Tzdb["America/New_York"] };

        Assert.Equal(3, (await ReadAsync(CalendarFile.WriteFeed("De Brug", [here, there], Duration.FromHours(1)))).Count);
        Assert.Equal(["PUBLISH 0"], await ReadAsync(CalendarFile.WriteFeed("De Brug", [], Duration.FromHours(1))));
    }

    private static async Task<List<string>> ReadAsync(string calendar, [CallerFilePath] string here = "")
    {
        var start = new ProcessStartInfo(Python, [Path.Combine(Path.GetDirectoryName(here)!, "read.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PYTHONIOENCODING"] = "utf-8", ["PYTHONUTF8"] = "1" },
        };
        using var python = Process.Start(start)!;
        await python.StandardInput.BaseStream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(calendar));
        python.StandardInput.Close();
        var trouble = python.StandardError.ReadToEndAsync();
        var said = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();
        Assert.True(python.ExitCode == 0, $"python3 with the module icalendar could not read it, or is not there: {await trouble}");
        return [.. said.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n')];
    }

    private static CalendarEntry Some(LocalDateTime starts) => new()
    {
        Method = CalendarMethod.Request,
        Uid = "infosession-7@rollout",
        Sequence = 3,
        Stamp = A.Monday,
        Starts = starts,
        Zone = A.Brussels,
        Length = Duration.FromHours(2),
        Summary = "Zoë, café – ;☕",
        Description = string.Concat(Enumerable.Repeat("Een lange regel met ë en ☕. ", 20)),
        Organizer = new CalendarAddress("De Brug", "rollout@voorbeeld.be"),
        Attendee = new CalendarAddress("Zoë D’Hondt", "zoe.dhondt@voorbeeld.be"),
    };
}
