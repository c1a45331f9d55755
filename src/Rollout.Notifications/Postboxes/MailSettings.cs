using System.Net.Mail;
using Microsoft.Extensions.Options;

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

/// <summary>Says what is wrong with the mail settings, each sentence naming the setting to change.</summary>
public sealed class MailSettingsCheck : IValidateOptions<MailSettings>
{
    public ValidateOptionsResult Validate(string? name, MailSettings options)
    {
        string[] trouble = [.. Trouble(options)];
        return trouble.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(trouble);
    }

    private static IEnumerable<string> Trouble(MailSettings mail)
    {
        if (mail.Postbox is not ("folder" or "smtp" or "mailkit"))
        {
            yield return $"Mail:Postbox is “{mail.Postbox}”. Make it folder, smtp or mailkit.";
        }

        foreach (var (setting, address) in new[] { ("Mail:From", mail.From), ("Mail:ReplyTo", mail.ReplyTo) })
        {
            if (address is not null && !MailAddress.TryCreate(address, out _))
            {
                yield return $"{setting} is “{address}”, which is no e-mail address. Write it like rollout@company.example.";
            }
        }

        if (mail.Postbox != "folder")
        {
            foreach (var trouble in ServerTrouble(mail))
            {
                yield return trouble;
            }
        }
    }

    private static IEnumerable<string> ServerTrouble(MailSettings mail)
    {
        if (string.IsNullOrWhiteSpace(mail.Host))
        {
            yield return "Mail:Host is empty. Name the mail server, like smtp.company.example.";
        }

        if (mail.Port is < 1 or > 65535)
        {
            yield return $"Mail:Port is {mail.Port}. Make it a number from 1 to 65535, usually 587.";
        }

        if (mail.Security is not ("none" or "starttls" or "tls"))
        {
            yield return $"Mail:Security is “{mail.Security}”. Make it starttls, tls or none.";
        }

        if (mail.Connections is < 1 or > 32)
        {
            yield return $"Mail:Connections is {mail.Connections}. Make it a number from 1 to 32.";
        }

        if (mail.User is null && (mail.Password ?? mail.ClientId) is not null)
        {
            yield return "Mail:User is empty, but there is a password or a client. Name the mailbox that signs in.";
        }

        if (mail.ClientId is not null && (mail.TenantId is null || mail.ClientSecret is null))
        {
            yield return "Mail:ClientId needs Mail:TenantId and Mail:ClientSecret beside it.";
        }

        foreach (var trouble in BuildTrouble(mail))
        {
            yield return trouble;
        }
    }

    private static IEnumerable<string> BuildTrouble(MailSettings mail)
    {
        if (mail.Postbox == "smtp" && mail.Security == "tls")
        {
            yield return "Mail:Security is tls, which Mail:Postbox smtp cannot do. Use starttls, or Mail:Postbox mailkit.";
        }

        if (mail.Postbox == "smtp" && mail.ClientId is not null)
        {
            yield return "Mail:ClientId asks for OAuth, which Mail:Postbox smtp cannot do. Use Mail:Postbox mailkit.";
        }
#if !MAILKIT
        if (mail.Postbox == "mailkit")
        {
            yield return "Mail:Postbox is mailkit, but this program was built without it. Build it with -p:UseMailKit=true, or use smtp.";
        }
#endif
    }
}
