using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Rollout.Notifications.Outbox;

namespace Rollout.Notifications.Mail;

/// <summary>Makes a mail of an outbox message: the same text and HTML for every postbox.</summary>
/// <param name="sender">In whose name.</param>
/// <param name="clock">For the Date.</param>
public sealed class ComposeMail(Sender sender, IClock clock)
{
    private static readonly IServiceProvider NoServices = new ServiceCollection().BuildServiceProvider();

    /// <summary>For one batch: letters are rendered one after the other.</summary>
    public ComposingMail Open() => new(sender, clock, new HtmlRenderer(NoServices, NullLoggerFactory.Instance));
}

/// <summary>From whom mails come.</summary>
/// <param name="Address">The From address; also the host of the Message-ID.</param>
/// <param name="Name">The name beside it, or null for the platform's.</param>
/// <param name="ReplyTo">Where answers go, or null for the From address.</param>
public sealed record Sender(string Address, string? Name = null, string? ReplyTo = null);

/// <summary>Composes the mails of one batch.</summary>
public sealed partial class ComposingMail(Sender sender, IClock clock, HtmlRenderer renderer) : IAsyncDisposable
{
    private const string Utf8 = "; charset=utf-8";

    /// <exception cref="FormatException">The address is none.</exception>
    public async Task<ComposedMail> ComposeAsync(OutboxMessage message)
    {
        var letter = JsonSerializer.Deserialize<Letter>(message.Letter)!;
        var date = clock.GetCurrentInstant().WithOffset(Offset.Zero);
        var mail = new MailMessage(Address(sender.Address, sender.Name ?? letter.Plate), Address(message.Address, message.Name))
        {
            Subject = OneLine(letter.Subject),
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
        };
        if (sender.ReplyTo is { } replyTo)
        {
            mail.ReplyToList.Add(Address(replyTo, null));
        }

        AddHeaders(mail, message, letter);
        mail.AlternateViews.Add(View(LetterText.Of(letter), "text/plain"));
        mail.AlternateViews.Add(View(await HtmlAsync(letter), "text/html"));
        if (message.Calendar is { } calendar)
        {
            AddCalendar(mail, calendar);
        }

        return new ComposedMail(message.Id.Value, date, message.DueAt, mail);
    }

    /// <summary>The letter as HTML: under 40 kB, without pictures, for light and dark.</summary>
    public Task<string> HtmlAsync(Letter letter) => renderer.Dispatcher.InvokeAsync(async () =>
    {
        var root = await renderer.RenderComponentAsync<LetterHtml>(ParameterView.FromDictionary(new Dictionary<string, object?> { ["Letter"] = letter }));
        return "<!doctype html>\n" + root.ToHtmlString();
    });

    public ValueTask DisposeAsync() => renderer.DisposeAsync();

    private void AddHeaders(MailMessage mail, OutboxMessage message, Letter letter)
    {
        mail.Headers.Add("Message-ID", $"<{message.Id.Value:N}@{mail.From!.Host}>");
        mail.Headers.Add("Content-Language", letter.Language);

        // RFC 3834: no holiday answers, no loops; the second is how Exchange is told the same.
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        mail.Headers.Add("X-Auto-Response-Suppress", "DR, RN, NRN, OOF, AutoReply");
        if (letter.Why?.Stop is { } stop)
        {
            // RFC 8058: the mail program itself can stop it, with one click.
            mail.Headers.Add("List-Unsubscribe", $"<{stop.Address.AbsoluteUri}>");
            mail.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
    }

    // Twice, because Outlook and Gmail look for the alternative and others for the attachment.
    private static void AddCalendar(MailMessage mail, string calendar)
    {
        var method = Method().Match(calendar) is { Success: true } found ? found.Groups[1].Value : "PUBLISH";
        mail.AlternateViews.Add(View(calendar, $"text/calendar; method={method}"));
        mail.Attachments.Add(new Attachment(new MemoryStream(Encoding.UTF8.GetBytes(calendar)), "invite.ics", "application/ics"));
    }

    private static AlternateView View(string text, string type) =>
        AlternateView.CreateAlternateViewFromString(text.ReplaceLineEndings("\r\n"), new ContentType(type + Utf8));

    private static MailAddress Address(string address, string? name) => new(OneLine(address), name is null ? null : OneLine(name), Encoding.UTF8);

    // What comes from a file or a form never ends a header and begins another.
    private static string OneLine(string text) => Controls().Replace(text, " ").Trim();

    [GeneratedRegex(@"[\p{Cc}\u2028\u2029]+")]
    private static partial Regex Controls();

    [GeneratedRegex(@"^METHOD:(\w+)", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Method();
}
