using System.Globalization;
using System.Text.RegularExpressions;

namespace Rollout.Notifications.Returns;

/// <summary>The answer of a calendar to an invitation (RFC 5546): only whether it declines. Exchange leaves out the organizer, so the entry and the attendee tell what it is about.</summary>
internal static partial class DeclinedReply
{
    public static ReturnedMail? Read(string text)
    {
        var lines = Folds().Replace(text, "").Split('\n').Select(l => l.Trim('\r')).ToList();
        var attendee = lines.Find(l => l.StartsWith("ATTENDEE", StringComparison.OrdinalIgnoreCase) && l.Contains("PARTSTAT=DECLINED", StringComparison.OrdinalIgnoreCase));
        if (attendee is null || Value(lines, "METHOD")?.Equals("REPLY", StringComparison.OrdinalIgnoreCase) != true || Value(lines, "UID") is not { } uid)
        {
            return null;
        }

        var address = attendee[(attendee.LastIndexOf("mailto:", StringComparison.OrdinalIgnoreCase) is var at and >= 0 ? at + "mailto:".Length : attendee.Length)..].Trim();
        _ = int.TryParse(Value(lines, "SEQUENCE"), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence);
        return new ReturnedMail(ReturnKind.Declined, Addresses: [address], Detail: uid, Sequence: sequence);
    }

    private static string? Value(List<string> lines, string name) =>
        lines.Find(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase) || l.StartsWith(name + ";", StringComparison.OrdinalIgnoreCase)) is { } line ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() : null;

    [GeneratedRegex(@"\r?\n[ \t]")]
    private static partial Regex Folds();
}
