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
        var report = ReportIn(mail.Body) ?? mail.Body as Multipart;
        if (report?.OfType<MessageFeedbackReport>().FirstOrDefault() is { } feedback)
        {
            return Complaint(feedback, OriginalIn(report));
        }

        if (report?.OfType<MessageDeliveryStatus>().FirstOrDefault() is { } status)
        {
            return Delivery(status, OriginalIn(report));
        }

        if (mail.BodyParts.OfType<TextPart>().FirstOrDefault(p => p.ContentType.IsMimeType("text", "calendar")) is { } calendar && DeclinedReply.Read(calendar.Text) is { } declined)
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
        var kind = report.Fields["Feedback-Type"]?.Trim().Split(' ', '(')[0].ToLowerInvariant() is "abuse" or "opt-out" or "opt-out-list" ? ReturnKind.Complaint : ReturnKind.Other;
        return new ReturnedMail(kind, original?.MessageId, addresses, Detail: report.Fields["Feedback-Type"]);
    }

    private static bool IsAutomatic(MimeMessage mail) =>
        mail.Headers[HeaderId.AutoSubmitted] is { } submitted && !submitted.Trim().StartsWith("no", StringComparison.OrdinalIgnoreCase)
        || mail.Body is MultipartReport { ReportType: "disposition-notification" }
        || Array.Exists(AutomaticSubjects, s => mail.Subject?.StartsWith(s, StringComparison.OrdinalIgnoreCase) == true);

    /// <summary>A gateway that adds a disclaimer or a signature wraps the report. One inside a mail that was forwarded is not looked for.</summary>
    private static MultipartReport? ReportIn(MimeEntity? body) => body switch
    {
        MultipartReport report => report,
        Multipart parts => parts.Select(ReportIn).FirstOrDefault(r => r is not null),
        _ => null,
    };

    /// <summary>The mail that came back, or its headers.</summary>
    private static MimeMessage? OriginalIn(Multipart report)
    {
        foreach (var part in report.Skip(1))
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
