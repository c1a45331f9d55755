using System.Net.Mail;

namespace Rollout.Notifications.Postboxes;

/// <summary>How mail leaves the house: the section <c>Mail</c> of the settings.</summary>
public sealed class MailSettings
{
    /// <summary>folder, smtp or mailkit.</summary>
    public string Postbox { get; init; } = "folder";

    /// <summary>The address mails come from; by default rollout@ the site's host.</summary>
    public string? From { get; init; }

    /// <summary>The name beside it; by default the platform's.</summary>
    public string? FromName { get; init; }

    /// <summary>Where answers go; by default the From address.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>The mail server.</summary>
    public string? Host { get; init; }

    /// <summary>587 (STARTTLS), 465 (tls) or 25 (none) unless it says otherwise.</summary>
    public int? Port { get; init; }

    /// <summary>starttls, tls (from the first byte; MailKit only) or none.</summary>
    public string Security { get; init; } = "starttls";

    /// <summary>The mailbox that signs in at the server, if the server wants that.</summary>
    public string? User { get; init; }

    /// <summary>Its password; not needed with <see cref="ClientId"/>.</summary>
    public string? Password { get; init; }

    /// <summary>OAuth 2 (Exchange Online): the tenant. MailKit only.</summary>
    public string? TenantId { get; init; }

    /// <summary>OAuth 2: the registered application.</summary>
    public string? ClientId { get; init; }

    /// <summary>OAuth 2: its secret.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>How many connections may be open at once; Exchange Online takes three.</summary>
    public int Connections { get; init; } = 3;

    /// <summary>The port that was chosen, or the one that belongs to the security.</summary>
    public int PortOrUsual => Port ?? Security switch { "tls" => 465, "none" => 25, _ => 587 };
}

/// <summary>Something wrong with the mail settings.</summary>
/// <param name="Code">What it is: the words for it lie under this code.</param>
/// <param name="Setting">The setting to change: "Mail:Host".</param>
/// <param name="Value">What it says now, never a secret.</param>
public sealed record MailTrouble(string Code, string Setting, string? Value = null);

/// <summary>Looks whether the mail settings make sense, alone and together.</summary>
public static class MailSettingsCheck
{
    public static IEnumerable<MailTrouble> TroubleWith(MailSettings mail)
    {
        if (mail.Postbox is not ("folder" or "smtp" or "mailkit"))
        {
            yield return new("postbox", "Mail:Postbox", mail.Postbox);
        }

        foreach (var (setting, address) in new[] { ("Mail:From", mail.From), ("Mail:ReplyTo", mail.ReplyTo) })
        {
            if (address is not null && !MailAddress.TryCreate(address, out _))
            {
                yield return new("address", setting, address);
            }
        }

        foreach (var trouble in mail.Postbox == "folder" ? [] : TroubleWithServer(mail).Concat(TroubleWithBuild(mail)))
        {
            yield return trouble;
        }
    }

    private static IEnumerable<MailTrouble> TroubleWithServer(MailSettings mail)
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

        if (mail.User is null && (mail.Password ?? mail.ClientId) is not null)
        {
            yield return new("user", "Mail:User");
        }

        if (mail.ClientId is not null && (mail.TenantId is null || mail.ClientSecret is null))
        {
            yield return new("client", "Mail:ClientId");
        }
    }

    private static IEnumerable<MailTrouble> TroubleWithBuild(MailSettings mail)
    {
        if (mail.Postbox == "smtp" && mail.Security == "tls")
        {
            yield return new("tls-needs-mailkit", "Mail:Security");
        }

        if (mail.Postbox == "smtp" && mail.ClientId is not null)
        {
            yield return new("client-needs-mailkit", "Mail:ClientId");
        }
#if !MAILKIT
        if (mail.Postbox == "mailkit")
        {
            yield return new("built-without-mailkit", "Mail:Postbox");
        }
#endif
    }
}
