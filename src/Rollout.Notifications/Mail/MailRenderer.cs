using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;
using NodaTime;
using Rollout.Notifications.Outbox;

namespace Rollout.Notifications.Mail;

/// <summary>Makes a mail of an outbox message: the same bytes for every transport.</summary>
/// <param name="clock">Sets the Date header.</param>
public sealed class MailRenderer(Sender sender, IClock clock)
{
    private static readonly IServiceProvider NoServices = new ServiceCollection().BuildServiceProvider();

    /// <summary>Starts a session for one batch; mails are rendered one after the other.</summary>
    public RenderSession Open() => new(sender, clock, new HtmlRenderer(NoServices, NullLoggerFactory.Instance));
}

/// <summary>The sender of all mails.</summary>
/// <param name="Address">The From address; its domain is also that of the Message-ID.</param>
/// <param name="Name">The display name, or null for the platform's.</param>
/// <param name="ReplyTo">The Reply-To address, or null for the From address.</param>
/// <param name="Signing">Signs each mail, when the settings name a key.</param>
public sealed record Sender(string Address, string? Name = null, string? ReplyTo = null, DkimSigning? Signing = null);

/// <summary>Renders the mails of one batch.</summary>
public sealed partial class RenderSession(Sender sender, IClock clock, HtmlRenderer renderer) : IAsyncDisposable
{
    /// <exception cref="FormatException">The address cannot be written in a mail.</exception>
    public async Task<RenderedMail> RenderAsync(OutboxMessage message)
    {
        var letter = JsonSerializer.Deserialize<EmailContent>(message.EmailContent)!;
        var mail = new MimeMessage { Subject = OneLine(letter.Subject), Date = clock.GetCurrentInstant().ToDateTimeOffset() };
        mail.From.Add(Mailbox(sender.Address, sender.Name ?? letter.BrandName));
        mail.To.Add(Mailbox(message.Address, message.Name));
        if (sender.ReplyTo is { } replyTo)
        {
            mail.ReplyTo.Add(Mailbox(replyTo, null));
        }

        AddHeaders(mail, message, letter);
        mail.Body = Body(letter, await HtmlAsync(letter), message);

        // A content header, which belongs to the body, yet readers expect it among the headers of the message.
        mail.Body.Headers.Add(HeaderId.ContentLanguage, letter.Language);
        return new RenderedMail(message.Id.Value, message.DueAt, mail, sender.Signing);
    }

    /// <summary>The mail as HTML: below 40 kB, without images, for light and dark mode.</summary>
    public Task<string> HtmlAsync(EmailContent letter) => renderer.Dispatcher.InvokeAsync(async () =>
    {
        var root = await renderer.RenderComponentAsync<EmailHtml>(ParameterView.FromDictionary(new Dictionary<string, object?> { ["EmailContent"] = letter }));
        return "<!doctype html>\n" + root.ToHtmlString();
    });

    public ValueTask DisposeAsync() => renderer.DisposeAsync();

    private static void AddHeaders(MimeMessage mail, OutboxMessage message, EmailContent letter)
    {
        mail.MessageId = $"{message.Id.Value:N}@{((MailboxAddress)mail.From[0]).Domain}";

        // RFC 3834: prevents out-of-office replies and loops; the second header says the same to Exchange.
        mail.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        mail.Headers.Add("X-Auto-Response-Suppress", "DR, RN, NRN, OOF, AutoReply");
        if (letter.Why?.Stop is { } stop)
        {
            // RFC 8058: mail programs can offer one-click unsubscribe.
            mail.Headers.Add(HeaderId.ListUnsubscribe, $"<{stop.Address.AbsoluteUri}>");
            mail.Headers.Add(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click");
        }
    }

    private static MimeEntity Body(EmailContent letter, string html, OutboxMessage message)
    {
        var alternative = new MultipartAlternative { Boundary = $"=_a_{message.Id.Value:N}" };
        alternative.Add(Text("plain", EmailPlainText.Of(letter)));
        alternative.Add(Text("html", html));
        if (message.Calendar is not { } calendar)
        {
            return alternative;
        }

        // Included twice, because Outlook and Gmail read the alternative and others the attachment.
        var invitation = Text("calendar", calendar);
        invitation.ContentType.Parameters.Add("method", Method().Match(calendar) is { Success: true } found ? found.Groups[1].Value : "PUBLISH");
        alternative.Add(invitation);
        var mixed = new Multipart("mixed") { Boundary = $"=_m_{message.Id.Value:N}" };
        mixed.Add(alternative);
        mixed.Add(File(calendar));
        return mixed;
    }

    private static MimePart File(string calendar) => new("application", "ics")
    {
        Content = new MimeContent(new MemoryStream(Encoding.UTF8.GetBytes(calendar.ReplaceLineEndings("\r\n")))),
        ContentDisposition = new ContentDisposition(ContentDisposition.Attachment) { FileName = "invite.ics" },
        ContentTransferEncoding = ContentEncoding.Base64,
        ContentType = { Name = "invite.ics" },
    };

    private static TextPart Text(string subtype, string text)
    {
        var part = new TextPart(subtype);
        part.SetText(Encoding.UTF8, text.ReplaceLineEndings("\r\n"));
        return part;
    }

    private static MailboxAddress Mailbox(string address, string? name)
    {
        var mailbox = new MailboxAddress(Encoding.UTF8, name is null ? null : OneLine(name), OneLine(address));
        return mailbox.Domain.Length > 0 ? mailbox : throw new FormatException($"“{address}” has no domain.");
    }

    // Text from a file or a form must not be able to end a header and start another.
    private static string OneLine(string text) => Controls().Replace(text, " ").Trim();

    [GeneratedRegex(@"[\p{Cc}\u2028\u2029]+")]
    private static partial Regex Controls();

    [GeneratedRegex(@"^METHOD:(\w+)", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Method();
}
