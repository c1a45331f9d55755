using System.Collections.Concurrent;
using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;

namespace Rollout.Notifications.Calendar;

/// <summary>
/// Writes the VTIMEZONE for a zone around a year, from the zone's own data: as yearly rules where the changes follow one ("the last Sunday of March"),
/// otherwise change by change.
/// </summary>
internal static class VTimeZone
{
    private const int YearsThatMakeARule = 5;

    private static readonly LocalDateTimePattern Local = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss");
    private static readonly OffsetPattern Hours = OffsetPattern.CreateWithInvariantCulture("+HHmm");

    // The same few zones and years are needed again and again, for instance when two hundred people sign up for one infosession.
    private static readonly ConcurrentDictionary<(DateTimeZone Zone, int Year), string> Written = new();

    public static void Write(CalendarText text, DateTimeZone zone, int year) => text.Lines(Written.GetOrAdd((zone, year), static of =>
    {
        var lines = new CalendarText();
        Make(lines, of.Zone, of.Year);
        return lines.ToString();
    }));

    private static void Make(CalendarText text, DateTimeZone zone, int year)
    {
        text.Line("BEGIN", "VTIMEZONE").Line("TZID", zone.Id);
        var changes = Changes(zone, year - 1, year + YearsThatMakeARule);
        if (changes.Count == 0)
        {
            var interval = zone.GetZoneInterval(Instant.FromUtc(year, 1, 1, 0, 0));
            Write(text, new OffsetChange(new LocalDateTime(1970, 1, 1, 0, 0), interval.WallOffset, interval), rule: null);
        }
        else if (Rules(changes) is { } rules)
        {
            rules.ForEach(r => Write(text, r.First, r.Rule));
        }
        else
        {
            changes.Where(c => c.At.Year <= year + 1).ToList().ForEach(c => Write(text, c, rule: null));
        }

        text.Line("END", "VTIMEZONE");
    }

    /// <summary>A clock change at this local time, read before the change.</summary>
    private sealed record OffsetChange(LocalDateTime At, Offset From, ZoneInterval To);

    private static List<OffsetChange> Changes(DateTimeZone zone, int first, int last)
    {
        var (from, until) = (Instant.FromUtc(first, 1, 1, 0, 0), Instant.FromUtc(last + 1, 1, 1, 0, 0));
        var intervals = zone.GetZoneIntervals(from, until).ToList();
        return [.. intervals.Zip(intervals.Skip(1), (before, after) =>
            new OffsetChange(after.Start.WithOffset(before.WallOffset).LocalDateTime, before.WallOffset, after))];
    }

    // A rule means: every year once, the same weekday of the same month at the same hour, the last or the nth.
    private static List<(OffsetChange First, string Rule)>? Rules(List<OffsetChange> changes)
    {
        var rules = new List<(OffsetChange, string)>();
        foreach (var same in changes.GroupBy(c => (c.At.Month, c.At.TimeOfDay, c.At.DayOfWeek, c.From, c.To.WallOffset)))
        {
            var every = same.ToList();
            var yearly = every.Count == YearsThatMakeARule + 2 && every.Select(c => c.At.Year).Distinct().Count() == every.Count;
            if (!yearly || Which(every) is not { } which)
            {
                return null;
            }

            rules.Add((every[0], $"FREQ=YEARLY;BYMONTH={same.Key.Month};BYDAY={which}{Day(same.Key.DayOfWeek)}"));
        }

        return rules;
    }

    private static int? Which(List<OffsetChange> every)
    {
        if (every.TrueForAll(c => c.At.Day + 7 > CalendarSystem.Iso.GetDaysInMonth(c.At.Year, c.At.Month)))
        {
            return -1;
        }

        var week = ((every[0].At.Day - 1) / 7) + 1;
        return every.TrueForAll(c => ((c.At.Day - 1) / 7) + 1 == week) ? week : null;
    }

    private static void Write(CalendarText text, OffsetChange change, string? rule)
    {
        var kind = change.To.Savings == Offset.Zero ? "STANDARD" : "DAYLIGHT";
        text.Line("BEGIN", kind).Line("DTSTART", Local.Format(change.At));
        if (rule is not null)
        {
            text.Line("RRULE", rule);
        }

        text.Line("TZOFFSETFROM", Hours.Format(change.From))
            .Line("TZOFFSETTO", Hours.Format(change.To.WallOffset))
            .Words("TZNAME", change.To.Name)
            .Line("END", kind);
    }

    private static string Day(IsoDayOfWeek day) => day.ToString()[..2].ToUpperInvariant();
}
