using System.Net.Security;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;
using MimeKit;
using Rollout.Notifications.Delivery;

namespace Rollout.Notifications.Returns;

/// <summary>Where mail that comes back is looked for: the section <c>Returns</c> of the settings.</summary>
public sealed class ReturnSettings
{
    /// <summary>A maildir, or a folder of <c>.eml</c> files, besides <c>returns</c> in the data folder.</summary>
    public string? Folder { get; init; }

    public ImapSettings Imap { get; init; } = new();
}

/// <summary>A mailbox that takes what comes back.</summary>
public sealed class ImapSettings
{
    public string? Host { get; init; }

    /// <summary>993 for tls, 143 for starttls and none.</summary>
    public int? Port { get; init; }

    /// <summary>tls (from the first byte), starttls or none.</summary>
    public string Security { get; init; } = "tls";

    public string? User { get; init; }

    /// <summary>Its password; without one the OAuth settings of <c>Mail</c> are used.</summary>
    public string? Password { get; init; }

    public string Folder { get; init; } = "INBOX";
}

/// <summary>Reads what came back from a mailbox by IMAP. What was understood is marked as read; the rest stays unread for a human.</summary>
public sealed class ImapMailbox(ImapSettings settings, MailSettings mail, RemoteCertificateValidationCallback? trust = null)
{
    private const int MostAtOnce = 200;
    private readonly AccessTokens? _tokens = settings.Password is null && mail.ClientId is not null ? new AccessTokens(mail) : null;
    private UniqueId? _lookedAt;

    /// <param name="take">Takes one mail, and says whether it was understood.</param>
    /// <returns>How many were looked at.</returns>
    public async Task<int> ReadAsync(Func<MimeMessage, Task<bool>> take, CancellationToken ct)
    {
        using var client = new ImapClient { ServerCertificateValidationCallback = trust };
        await client.ConnectAsync(settings.Host!, settings.Port ?? (settings.Security == "tls" ? 993 : 143), Security, ct);
        if (_tokens is null)
        {
            await client.AuthenticateAsync(settings.User!, settings.Password ?? "", ct);
        }
        else
        {
            await client.AuthenticateAsync(new SaslMechanismOAuth2(settings.User!, await _tokens.GetAsync(ct)), ct);
        }

        var folder = await client.GetFolderAsync(settings.Folder, ct);
        await folder.OpenAsync(FolderAccess.ReadWrite, ct);
        var unread = (await folder.SearchAsync(SearchQuery.NotSeen, ct)).Where(id => _lookedAt is not { } last || last.Validity != folder.UidValidity || id.Id > last.Id).Take(MostAtOnce).ToList();
        foreach (var id in unread)
        {
            using var message = await folder.GetMessageAsync(id, ct);
            if (await take(message))
            {
                await folder.StoreAsync(id, new StoreFlagsRequest(StoreAction.Add, MessageFlags.Seen) { Silent = true }, ct);
            }

            _lookedAt = new UniqueId(folder.UidValidity, id.Id);
        }

        await client.DisconnectAsync(quit: true, ct);
        return unread.Count;
    }

    private SecureSocketOptions Security => settings.Security switch { "none" => SecureSocketOptions.None, "starttls" => SecureSocketOptions.StartTls, _ => SecureSocketOptions.SslOnConnect };
}
