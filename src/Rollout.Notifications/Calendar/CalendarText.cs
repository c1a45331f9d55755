using System.Globalization;
using System.Text;

namespace Rollout.Notifications.Calendar;

/// <summary>
/// Lines of iCalendar text (RFC 5545): CRLF, at most 75 octets, never broken inside a character or between a backslash and what it escapes
/// (some readers take escapes apart before they join lines).
/// </summary>
internal sealed class CalendarText
{
    private const int MaxOctets = 75;
    private readonly StringBuilder _text = new();

    /// <summary>Appends a line whose value needs no escaping: a date, a keyword.</summary>
    public CalendarText Line(string name, string value) => Fold($"{name}:{value}");

    /// <summary>Appends a line whose value is free text.</summary>
    public CalendarText Words(string name, string value) => value.Length == 0 ? this : Fold($"{name}:{Escape(value)}");

    /// <summary>Appends a line with a person: <c>ATTENDEE;CN="Zoë";…:mailto:zoe@…</c></summary>
    public CalendarText Address(string name, CalendarAddress who, string parameters = "") =>
        Fold($"{name};CN=\"{Quoted(who.Name)}\"{parameters}:mailto:{Plain(who.Email)}");

    /// <summary>Appends lines that were written before.</summary>
    public CalendarText Lines(string written)
    {
        _text.Append(written);
        return this;
    }

    public override string ToString() => _text.ToString();

    internal static string Escape(string text) => Printable(text.ReplaceLineEndings("\n"), keepLines: true)
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace(";", "\\;", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);

    // A quoted parameter cannot escape a quote, so it becomes an apostrophe.
    private static string Quoted(string text) => Printable(text, keepLines: false).Replace('"', '’');

    private static string Plain(string email) => string.Concat(email.Where(c => !char.IsControl(c) && !char.IsWhiteSpace(c)));

    private static string Printable(string text, bool keepLines)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator))
            {
                kept.Append(rune);
            }
            else
            {
                kept.Append(keepLines && rune.Value == '\n' ? '\n' : ' ');
            }
        }

        return kept.ToString();
    }

    private CalendarText Fold(string line)
    {
        if (line.Length <= MaxOctets && Ascii.IsValid(line))
        {
            _text.Append(line).Append("\r\n");
            return this;
        }

        var (from, at, octets, escaping) = (0, 0, 0, false);
        foreach (var rune in line.EnumerateRunes())
        {
            escaping = rune.Value == '\\' && !escaping;

            // A backslash needs room for what it escapes as well.
            if (octets + rune.Utf8SequenceLength + (escaping ? 1 : 0) > MaxOctets)
            {
                _text.Append(line, from, at - from).Append("\r\n ");
                (from, octets) = (at, 1);
            }

            octets += rune.Utf8SequenceLength;
            at += rune.Utf16SequenceLength;
        }

        _text.Append(line, from, line.Length - from);
        _text.Append("\r\n");
        return this;
    }
}
