using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Rollout.Browser.Tests.Kit;

/// <summary>The folder of .eml files to which mails are written when no mail server is configured.</summary>
internal sealed class MailFolder(string folder)
{
    /// <summary>All mails so far, oldest first.</summary>
    public IReadOnlyList<SentMail> All() => !Directory.Exists(folder)
        ? []
        : [.. Directory.EnumerateFiles(folder, "*.eml", SearchOption.AllDirectories).OrderBy(File.GetLastWriteTimeUtc).ThenBy(f => f, StringComparer.Ordinal).Select(SentMail.Read)];

    public IEnumerable<SentMail> To(string address) => All().Where(m => m.To.Contains(address, StringComparison.OrdinalIgnoreCase));

    /// <summary>Waits for a matching mail to someone, and returns the newest.</summary>
    public Task<SentMail> WaitForAsync(string address, Func<SentMail, bool> isIt) =>
        Eventually.GetAsync(() => To(address).LastOrDefault(isIt), () => $"No such mail to {address}. In the folder: {string.Join(" | ", All().Select(m => $"{m.To}: {m.Subject}"))}");

    /// <summary>Waits for a mail to someone containing <paramref name="words"/>, and returns the newest.</summary>
    public Task<SentMail> WaitForAsync(string address, string words = "") =>
        WaitForAsync(address, m => (m.Subject + m.Text).Contains(words, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A mail as its reader sees it.</summary>
/// <param name="To">The To header.</param>
/// <param name="Text">The plain text part.</param>
/// <param name="Html">The HTML part, or empty.</param>
/// <param name="Calendar">The calendar part, or empty.</param>
/// <param name="Headers">All headers, undecoded.</param>
internal sealed partial record SentMail(string To, string Subject, string Text, string Html, string Calendar, string Headers)
{
    public bool HasCode => SixDigits().IsMatch(Text);

    /// <summary>The six digits of a sign-in code.</summary>
    public string Code => SixDigits().Match(Text).Value is { Length: > 0 } code ? code : throw new InvalidOperationException($"No code in: {Text}");

    /// <summary>The first link containing <paramref name="part"/>, as a path of the site.</summary>
    public string PathWith(string part) =>
        Link().Matches(Text).Select(m => m.Value.TrimEnd('.', ')', '>')).Where(l => l.Contains(part, StringComparison.Ordinal)).Select(l => new Uri(l).PathAndQuery).FirstOrDefault()
            ?? throw new InvalidOperationException($"No link with {part} in: {Text}");

    public static SentMail Read(string file)
    {
        var (headers, body) = Split(Encoding.UTF8.GetString(File.ReadAllBytes(file)));
        var parts = Parts(headers, body).ToList();
        string Part(string type) => parts.FirstOrDefault(p => p.Type == type).Text ?? "";
        return new SentMail(
            Decoded(Header(headers, "To")), Decoded(Header(headers, "Subject")), Part("text/plain"), Part("text/html"), Part("text/calendar"), headers);
    }

    private static IEnumerable<(string Type, string Text)> Parts(string headers, string body)
    {
        var type = Header(headers, "Content-Type");
        if (Boundary().Match(type) is { Success: true } boundary)
        {
            var edge = "--" + boundary.Groups[1].Value;
            foreach (var piece in ("\r\n" + body).Split("\r\n" + edge)[1..].Where(p => !p.StartsWith("--", StringComparison.Ordinal)))
            {
                var (inner, content) = Split(piece.TrimStart('\r', '\n'));
                foreach (var part in Parts(inner, content))
                {
                    yield return part;
                }
            }
        }
        else
        {
            var name = type.Split(';')[0].Trim().ToLowerInvariant();
            yield return (name.Length == 0 ? "text/plain" : name, Content(body, Header(headers, "Content-Transfer-Encoding")));
        }
    }

    private static string Content(string body, string encoding) => encoding.ToLowerInvariant() switch
    {
        "base64" => Encoding.UTF8.GetString(Convert.FromBase64String(body.Trim())),
        "quoted-printable" => Encoding.UTF8.GetString(QuotedPrintable(SoftBreak().Replace(body, ""))),
        _ => body,
    };

    private static byte[] QuotedPrintable(string text) => Encoding.Latin1.GetBytes(
        Escape().Replace(text, m => ((char)int.Parse(m.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString()));

    private static string Decoded(string header) => EncodedWord().Replace(Between().Replace(header, "$1"), m => Encoding.UTF8.GetString(
        m.Groups[1].Value is "B" or "b" ? Convert.FromBase64String(m.Groups[2].Value) : QuotedPrintable(m.Groups[2].Value.Replace('_', ' '))));

    private static (string Headers, string Body) Split(string text)
    {
        var normal = Newline().Replace(text, "\r\n");
        var end = normal.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return end < 0 ? (normal, "") : (Folded().Replace(normal[..end], " "), normal[(end + 4)..]);
    }

    private static string Header(string headers, string name) =>
        headers.Split("\r\n").Where(h => h.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)).Select(h => h[(name.Length + 1)..].Trim()).FirstOrDefault() ?? "";

    [GeneratedRegex(@"(?<!\d)\d{6}(?!\d)")]
    private static partial Regex SixDigits();

    [GeneratedRegex(@"https?://[^\s<>""]+")]
    private static partial Regex Link();

    [GeneratedRegex(@"boundary=""?([^"";]+)""?", RegexOptions.IgnoreCase)]
    private static partial Regex Boundary();

    [GeneratedRegex(@"=\?utf-8\?([BbQq])\?([^?]*)\?=", RegexOptions.IgnoreCase)]
    private static partial Regex EncodedWord();

    [GeneratedRegex(@"(\?=)\s+(?==\?)")]
    private static partial Regex Between();

    [GeneratedRegex(@"=([0-9A-Fa-f]{2})")]
    private static partial Regex Escape();

    [GeneratedRegex(@"=\r\n")]
    private static partial Regex SoftBreak();

    [GeneratedRegex(@"\r?\n")]
    private static partial Regex Newline();

    [GeneratedRegex(@"\r\n[ \t]+")]
    private static partial Regex Folded();
}
