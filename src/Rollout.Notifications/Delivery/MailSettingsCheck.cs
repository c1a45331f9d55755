using MimeKit;
using Rollout.Notifications.Mail;

namespace Rollout.Notifications.Delivery;

/// <summary>Something wrong with the mail settings.</summary>
/// <param name="Code">What it is: the words for it lie under this code.</param>
/// <param name="Setting">The setting to change: "Mail:Host".</param>
/// <param name="Value">What it says now, never a secret.</param>
public sealed record MailSettingsError(string Code, string Setting, string? Value = null);

/// <summary>Looks whether the mail settings make sense, alone and together.</summary>
public static class MailSettingsCheck
{
    public static IEnumerable<MailSettingsError> TroubleWith(MailSettings mail)
    {
        if (mail.Postbox is not ("folder" or "smtp"))
        {
            yield return new("postbox", "Mail:Postbox", mail.Postbox);
        }

        foreach (var (setting, address) in new[] { ("Mail:From", mail.From), ("Mail:ReplyTo", mail.ReplyTo) })
        {
            if (address is not null && !(MailboxAddress.TryParse(address, out var mailbox) && mailbox.Address == address && mailbox.Domain.Length > 0))
            {
                yield return new("address", setting, address);
            }
        }

        foreach (var trouble in TroubleWithSignature(mail.Dkim).Concat(mail.Postbox == "folder" ? [] : TroubleWithServer(mail).Concat(TroubleWithSignIn(mail))))
        {
            yield return trouble;
        }
    }

    private static IEnumerable<MailSettingsError> TroubleWithServer(MailSettings mail)
    {
        if (string.IsNullOrWhiteSpace(mail.Host))
        {
            yield return new("host", "Mail:Host");
        }

        if (mail.Port is < 1 or > 65535)
        {
            yield return new("port", "Mail:Port", $"{mail.Port}");
        }

        if (mail.Security is not ("none" or "starttls" or "tls"))
        {
            yield return new("security", "Mail:Security", mail.Security);
        }

        if (mail.Connections is < 1 or > 32)
        {
            yield return new("connections", "Mail:Connections", $"{mail.Connections}");
        }

        if (mail.LocalDomain is { } name && Uri.CheckHostName(name) != UriHostNameType.Dns)
        {
            yield return new("local-domain", "Mail:LocalDomain", name);
        }
    }

    private static IEnumerable<MailSettingsError> TroubleWithSignIn(MailSettings mail)
    {
        if (mail.User is null && (mail.Password ?? mail.ClientId) is not null)
        {
            yield return new("user", "Mail:User");
        }

        if (mail.ClientId is not null && ((mail.TenantId is null && mail.TokenAddress is null) || mail.ClientSecret is null))
        {
            yield return new("client", "Mail:ClientId");
        }
    }

    private static IEnumerable<MailSettingsError> TroubleWithSignature(DkimSettings dkim)
    {
        if (dkim.Selector is null != dkim.KeyFile is null)
        {
            yield return new("dkim", dkim.Selector is null ? "Mail:Dkim:Selector" : "Mail:Dkim:KeyFile");
        }
        else if (dkim is { Selector: { } selector, KeyFile: { } file } && !CanSign(selector, file))
        {
            yield return new("dkim-key", "Mail:Dkim:KeyFile", file);
        }
    }

    private static bool CanSign(string selector, string file)
    {
        try
        {
            _ = new DkimSigning("localhost", selector, file);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or ArgumentException or InvalidCastException)
        {
            return false;
        }
    }
}
