using MimeKit;

namespace Rollout.Notifications.Returns;

/// <summary>
/// Reads what comes back: delivery reports (RFC 3464), complaints (RFC 5965), automatic replies, and calendars that decline. Exchange marks its automatic replies by
/// their subject alone.
/// </summary>
public static class ReturnReader
{
    private const int DetailLength = 500;

    private static readonly string[] AutomaticSubjects =
    [
        "automatic reply:", "automatisch antwoord:", "automatische antwoord:", "réponse automatique", "automatische antwort:", "auto:", "autoreply:", "out of office", "afwezig", "absence du bureau", "absent du bureau",
        "read:", "gelezen:", "lu:", "lu :",
    ];

    public static ReturnedMail Read(MimeMessage mail)
    {
        var parts = mail.BodyParts.ToList();
        if (Report<MessageFeedbackReport>(mail) is { } feedback)
        {
            return Complaint(feedback, OriginalOf(mail));
        }

        if (Report<MessageDeliveryStatus>(mail) is { } status)
        {
            return Delivery(status, OriginalOf(mail));
        }

        if (parts.OfType<TextPart>().FirstOrDefault(p => p.ContentType.IsMimeType("text", "calendar")) is { } calendar && DeclinedReply.Read(calendar.Text) is { } declined)
        {
            return declined with { MessageId = mail.InReplyTo };
        }

        return IsAutomatic(mail) ? new ReturnedMail(ReturnKind.Automatic, mail.InReplyTo) : new ReturnedMail(ReturnKind.Other, mail.InReplyTo);
    }

    private static ReturnedMail Delivery(MessageDeliveryStatus status, MimeMessage? original)
    {
        // The first group is about the mail; each other is about one recipient, and ours have one.
        var group = status.StatusGroups.Skip(1).FirstOrDefault() ?? status.StatusGroups.FirstOrDefault() ?? new HeaderList();
        var code = group["Status"]?.Split(' ', '(')[0].Trim();
        var addresses = new[] { group["Original-Recipient"], group["Final-Recipient"] }.OfType<string>().Select(AddressOf).Where(a => a.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var detail = group["Diagnostic-Code"] ?? code;
        return new ReturnedMail(KindOf(group["Action"]?.Trim().ToLowerInvariant(), code), original?.MessageId, addresses, code, detail?.Length > DetailLength ? detail[..DetailLength] : detail);
    }

    private static ReturnKind KindOf(string? action, string? status) => (action, status?.Split('.')) switch
    {
        ("delayed", _) => ReturnKind.Delayed,
        ("delivered" or "relayed" or "expanded", _) => ReturnKind.Automatic,
        (_, ["5", "1", "7" or "8" or "90" or "92"]) or (_, ["5", "2", "252"]) => ReturnKind.Sender,
        (_, ["5", "1", "0" or "1" or "2" or "3" or "6" or "10"]) or (_, ["5", "2", "1"]) => ReturnKind.NoSuchMailbox,
        (_, ["5", "7", ..]) or (_, ["5", "6", ..]) or (_, ["5", "3", "4"]) => ReturnKind.Policy,
        ("failed", _) => ReturnKind.NotNow,
        _ => ReturnKind.Other,
    };

    private static ReturnedMail Complaint(MessageFeedbackReport report, MimeMessage? original)
    {
        var addresses = new[] { report.Fields["Original-Rcpt-To"], report.Fields["Removal-Recipient"] }.OfType<string>().Select(a => a.Trim('<', '>', ' ')).ToList();
        var kind = report.Fields["Feedback-Type"]?.Trim().ToLowerInvariant() is "abuse" or "opt-out" or "opt-out-list" ? ReturnKind.Complaint : ReturnKind.Other;
        return new ReturnedMail(kind, original?.MessageId, addresses, Detail: report.Fields["Feedback-Type"]);
    }

    private static bool IsAutomatic(MimeMessage mail) =>
        mail.Headers[HeaderId.AutoSubmitted] is { } submitted && !submitted.Trim().StartsWith("no", StringComparison.OrdinalIgnoreCase)
        || mail.Body is MultipartReport { ReportType: "disposition-notification" }
        || Array.Exists(AutomaticSubjects, s => mail.Subject?.StartsWith(s, StringComparison.OrdinalIgnoreCase) == true);

    private static T? Report<T>(MimeMessage mail)
        where T : MimeEntity => (mail.Body as Multipart)?.OfType<T>().FirstOrDefault();

    /// <summary>The mail that came back, or its headers.</summary>
    private static MimeMessage? OriginalOf(MimeMessage mail)
    {
        foreach (var part in mail.Body is Multipart multipart ? multipart.Skip(1) : [])
        {
            if (part is MessagePart { Message: { } message })
            {
                return message;
            }

            if (part is MimePart { Content: { } content } headers && headers.ContentType.IsMimeType("text", "rfc822-headers"))
            {
                using var stream = content.Open();
                return MimeMessage.Load(stream);
            }
        }

        return null;
    }

    // "rfc822; name@example.be"
    private static string AddressOf(string value) => value[(value.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim(' ', '<', '>');
}
