using System.Text.RegularExpressions;
using MailKit.Net.Smtp;

namespace Rollout.Notifications.Delivery;

/// <summary>When a mail server answered.</summary>
internal enum SmtpStage
{
    /// <summary>Greeting, EHLO and STARTTLS.</summary>
    Connecting,
    SigningIn,

    /// <summary>MAIL FROM: what is refused here is the sender, or the size.</summary>
    Sender,

    /// <summary>RCPT TO: what is refused here is the mailbox, unless the answer speaks of the sender.</summary>
    Recipient,

    /// <summary>After DATA, or after the mail.</summary>
    Data,
}

/// <summary>
/// Tells whether a refusal concerns this mailbox or us. By the enhanced status code (RFC 3463 and the IANA registry, Exchange Online's
/// list of error codes) where there is one, else by the stage.
/// </summary>
internal static partial class SmtpAnswer
{
    private static readonly string[] QuotaWords = ["SubmissionQuotaExceeded", "daily limit", "sending limit", "daily sending quota"];
    private static readonly string[] NotAllowedWords = ["SendAsDenied", "not allowed to send as", "not owned by user"];
    private static readonly string[] BlockedWords = ["blocked using", "blacklist", "blocklist"];
    private static readonly string[] SignInWords = ["Basic authentication is not supported", "Client was not authenticated"];

    public static DeliveryResult Explain(SmtpStage stage, int code, string text)
    {
        var said = text.StartsWith($"{code}", StringComparison.Ordinal) ? text : $"{code} {text}";
        var status = EnhancedStatus().Match(text) is { Success: true } found ? found.Value : "";
        if (AboutUs(stage, code, status, text) is { } problem)
        {
            return DeliveryResult.Unavailable(problem, said);
        }

        return status is "5.2.2" or "4.2.2" || (code == 552 && status.Length == 0) ? new DeliveryResult(DeliveryStatus.MailboxFull, said)
            : code >= 500 && MeansNoSuchMailbox(status, text) ? new DeliveryResult(DeliveryStatus.NoSuchMailbox, said)
            : new DeliveryResult(code < 500 ? DeliveryStatus.Deferred : DeliveryStatus.Refused, said);
    }

    // Not 5.1.0, which some servers say of the sender, and no plain 550, which may be a rule.
    private static bool MeansNoSuchMailbox(string status, string text) =>
        status is "5.1.1" or "5.1.2" or "5.1.3" or "5.1.6" or "5.1.10" or "5.2.1" && !text.Contains("sender", StringComparison.OrdinalIgnoreCase);

    private static MailProblem? AboutUs(SmtpStage stage, int code, string status, string text) => status switch
    {
        _ when code == 432 || (stage == SmtpStage.Connecting && Says(text, ["too many", "concurrent"])) => MailProblem.TooManyConnections,
        "5.1.90" or "5.1.92" or "5.7.705" => MailProblem.Quota,
        "5.7.30" or "5.7.57" or "5.7.139" => MailProblem.SignIn,
        "5.2.252" or "5.7.60" => MailProblem.SenderNotAllowed,
        _ when Says(text, QuotaWords) => MailProblem.Quota,
        _ when Says(text, NotAllowedWords) => MailProblem.SenderNotAllowed,
        _ when Says(text, SignInWords) || code is 530 or 538 => MailProblem.SignIn,
        _ when code >= 500 && (IsBlock(status) || Says(text, BlockedWords)) => MailProblem.Blocked,
        _ when code >= 500 && stage == SmtpStage.Recipient && text.Contains("relay", StringComparison.OrdinalIgnoreCase) => MailProblem.NoRelay,
        _ => ByStage(stage, code, status),
    };

    private static MailProblem? ByStage(SmtpStage stage, int code, string status) => stage switch
    {
        SmtpStage.SigningIn => code is >= 400 and < 500 ? MailProblem.Busy : MailProblem.SignIn,
        SmtpStage.Connecting => code is >= 400 and < 500 ? MailProblem.Busy : MailProblem.Blocked,

        // "Too big" is about this mail, whatever the stage.
        SmtpStage.Sender when status is "5.3.4" or "5.2.3" || code == 552 => null,
        SmtpStage.Sender => code is >= 400 and < 500 ? MailProblem.Busy : MailProblem.SenderNotAllowed,
        _ => null,
    };

    // RFC 7372: 5.7.20 to 5.7.29 say that the sender could not be authenticated (DKIM, SPF, DMARC, reverse DNS). Exchange Online: 5.7.5xx, 6xx and
    // 7xx are banned senders, addresses and tenants. 5.7.1xx are lists of people one may not write to: that address alone.
    private static bool IsBlock(string status) =>
        status.StartsWith("5.7.", StringComparison.Ordinal) && int.Parse(status.AsSpan(4), System.Globalization.CultureInfo.InvariantCulture) is (>= 20 and <= 29) or (>= 500 and < 800);

    private static bool Says(string text, string[] words) => Array.Exists(words, word => text.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>The stage in which MailKit got the answer.</summary>
    public static SmtpStage StageOf(SmtpErrorCode error) => error switch
    {
        SmtpErrorCode.SenderNotAccepted => SmtpStage.Sender,
        SmtpErrorCode.RecipientNotAccepted => SmtpStage.Recipient,
        _ => SmtpStage.Data,
    };

    [GeneratedRegex(@"\b[245]\.\d{1,3}\.\d{1,3}\b")]
    private static partial Regex EnhancedStatus();
}
