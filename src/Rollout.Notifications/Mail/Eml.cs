using System.Globalization;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using NodaTime.Text;

namespace Rollout.Notifications.Mail;

/// <summary>
/// A mail as the bytes of an <c>.eml</c> file (RFC 5322, MIME): lines end with CRLF, headers are ASCII and folded, bodies are UTF-8 as they
/// are where lines are short enough, else base64.
/// </summary>
public static class Eml
{
    private const int LongestLine = 998;
    private static readonly OffsetDateTimePattern DatePattern = OffsetDateTimePattern.CreateWithInvariantCulture("ddd, dd MMM uuuu HH:mm:ss o<+HHmm>");

    public static byte[] Of(ComposedMail mail)
    {
        var text = new StringBuilder();
        AddHeaders(text, mail);
        if (mail.Message.Attachments.Count == 0)
        {
            AddAlternatives(text, mail, "a");
        }
        else
        {
            AddMixed(text, mail);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void AddHeaders(StringBuilder text, ComposedMail mail)
    {
        var message = mail.Message;
        Line(text, "From: " + Mailbox(message.From!));
        foreach (var replyTo in message.ReplyToList)
        {
            Line(text, "Reply-To: " + Mailbox(replyTo));
        }

        Line(text, "To: " + Mailbox(message.To[0]));
        Line(text, "Date: " + DatePattern.Format(mail.Date));
        Line(text, "Subject: " + Words(message.Subject));
        foreach (var name in message.Headers.AllKeys)
        {
            Line(text, $"{name}: {message.Headers[name]}");
        }

        Line(text, "MIME-Version: 1.0");
    }

    private static void AddMixed(StringBuilder text, ComposedMail mail)
    {
        var boundary = Boundary(mail, "m");
        Line(text, $"Content-Type: multipart/mixed;\r\n boundary=\"{boundary}\"\r\n");
        Line(text, "--" + boundary);
        AddAlternatives(text, mail, "a");
        foreach (var attachment in mail.Message.Attachments)
        {
            Line(text, "--" + boundary);
            Line(text, $"Content-Disposition: attachment; filename=\"{attachment.Name}\"");
            AddPart(text, attachment.ContentType.MediaType, $"; name=\"{attachment.Name}\"", attachment.ContentStream);
        }

        Line(text, $"--{boundary}--");
    }

    private static void AddAlternatives(StringBuilder text, ComposedMail mail, string which)
    {
        var boundary = Boundary(mail, which);
        Line(text, $"Content-Type: multipart/alternative;\r\n boundary=\"{boundary}\"\r\n");
        foreach (var view in mail.Message.AlternateViews)
        {
            Line(text, "--" + boundary);
            AddPart(text, view.ContentType.MediaType, Parameters(view.ContentType), view.ContentStream);
        }

        Line(text, $"--{boundary}--");
    }

    private static void AddPart(StringBuilder text, string type, string parameters, Stream content)
    {
        content.Position = 0;
        var body = new StreamReader(content, Encoding.UTF8).ReadToEnd().ReplaceLineEndings("\r\n");
        Line(text, $"Content-Type: {type}{parameters}");
        var short_ = body.Split("\r\n").All(line => Encoding.UTF8.GetByteCount(line) <= LongestLine);
        Line(text, $"Content-Transfer-Encoding: {(short_ ? "8bit" : "base64")}\r\n");
        Line(text, short_ ? body : Base64(Encoding.UTF8.GetBytes(body)));
    }

    private static string Parameters(ContentType type)
    {
        var parameters = new StringBuilder("; charset=utf-8");
        if (type.Parameters["method"] is { } method)
        {
            parameters.Append("; method=").Append(method);
        }

        return parameters.ToString();
    }

    private static string Boundary(ComposedMail mail, string which) => $"=_{which}_{mail.Id:N}";

    private static string Mailbox(MailAddress address) =>
        address.DisplayName.Length == 0 ? $"<{address.Address}>" : $"{Phrase(address.DisplayName)} <{address.Address}>";

    private static string Phrase(string name) =>
        name.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-') ? name : Words(name, always: true);

    // RFC 2047: each encoded word stands on a line of its own and never splits a character.
    private static string Words(string words, bool always = false)
    {
        if (!always && words.All(c => c is >= ' ' and <= '~') && words.Length < 60 && !words.StartsWith("=?", StringComparison.Ordinal))
        {
            return words;
        }

        var encoded = new List<string>();
        var part = new StringBuilder();
        foreach (var rune in words.EnumerateRunes())
        {
            if (Encoding.UTF8.GetByteCount(part.ToString()) + rune.Utf8SequenceLength > 42)
            {
                encoded.Add(part.ToString());
                part.Clear();
            }

            part.Append(rune);
        }

        encoded.Add(part.ToString());
        return string.Join("\r\n ", encoded.Select(p => $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(p))}?="));
    }

    private static string Base64(byte[] bytes) => Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks);

    private static void Line(StringBuilder text, string line) => text.Append(CultureInfo.InvariantCulture, $"{line}\r\n");
}
