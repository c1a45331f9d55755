namespace Rollout.Notifications.Delivery;

/// <summary>How mail leaves the house: the section <c>Mail</c> of the settings.</summary>
public sealed class MailSettings
{
    /// <summary>folder or smtp.</summary>
    public string Postbox { get; init; } = "folder";

    /// <summary>Another program picks up what is in the folder and sends it: to Rollout the mail has left.</summary>
    public bool FolderIsPickedUp { get; init; }

    /// <summary>Whether mails only become files that nobody gets.</summary>
    public bool StaysInFolder => Postbox == "folder" && !FolderIsPickedUp;

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

    /// <summary>starttls, tls (from the first byte) or none.</summary>
    public string Security { get; init; } = "starttls";

    /// <summary>The name we introduce ourselves with (EHLO); by default the site's host.</summary>
    public string? LocalDomain { get; init; }

    /// <summary>The mailbox that signs in at the server, if the server wants that.</summary>
    public string? User { get; init; }

    /// <summary>Its password; not needed with <see cref="ClientId"/>.</summary>
    public string? Password { get; init; }

    /// <summary>OAuth 2 (Exchange Online): the tenant.</summary>
    public string? TenantId { get; init; }

    /// <summary>OAuth 2: the registered application.</summary>
    public string? ClientId { get; init; }

    /// <summary>OAuth 2: its secret.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>OAuth 2: what the token is for.</summary>
    public string Scope { get; init; } = "https://outlook.office365.com/.default";

    /// <summary>OAuth 2: where tokens come from, when it is not Microsoft's public cloud.</summary>
    public Uri? TokenAddress { get; init; }

    /// <summary>How many connections may be open at once, two of them for urgent mail.</summary>
    public int Connections { get; init; } = 4;

    public DkimSettings Dkim { get; init; } = new();

    /// <summary>The port that was chosen, or the one that belongs to the security.</summary>
    public int PortOrUsual => Port ?? Security switch { "tls" => 465, "none" => 25, _ => 587 };

    /// <summary>Where tokens come from.</summary>
    public Uri TokenAddressOrUsual => TokenAddress ?? new Uri($"https://login.microsoftonline.com/{Uri.EscapeDataString(TenantId ?? "")}/oauth2/v2.0/token");
}

/// <summary>Signing mails ourselves, where the mail server does not do it.</summary>
public sealed class DkimSettings
{
    /// <summary>The domain that vouches for the mail; by default that of the From address.</summary>
    public string? Domain { get; init; }

    /// <summary>Which of its keys; without one, mails are not signed.</summary>
    public string? Selector { get; init; }

    /// <summary>The file with the private RSA key, as PEM.</summary>
    public string? KeyFile { get; init; }
}
