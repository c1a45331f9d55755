using System.Text.RegularExpressions;
using MimeKit;

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
/// <param name="Headers">All headers, each on one line.</param>
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
        using var mail = MimeMessage.Load(file);
        var calendar = mail.BodyParts.OfType<TextPart>().FirstOrDefault(part => part.ContentType.IsMimeType("text", "calendar"))?.Text;
        return new SentMail(
            mail.To.ToString(), mail.Subject ?? "", mail.TextBody ?? "", mail.HtmlBody ?? "", calendar ?? "",
            string.Join("\r\n", mail.Headers.Concat(mail.Body?.Headers ?? []).Select(header => $"{header.Field}: {header.Value}")));
    }

    [GeneratedRegex(@"(?<!\d)\d{6}(?!\d)")]
    private static partial Regex SixDigits();

    [GeneratedRegex(@"https?://[^\s<>""]+")]
    private static partial Regex Link();
}
