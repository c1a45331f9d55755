using Microsoft.Extensions.Options;
using Rollout.Notifications.Delivery;

namespace Rollout.App.Shared.Mails;

/// <summary>Whether a mail that is queued now can reach anyone. It asks no database, so any page that promises a mail can ask it.</summary>
public sealed class MailReach(IOptions<MailSettings> settings, IMailTransportStatus transport)
{
    /// <summary>Why all mail waits, if it does.</summary>
    public MailOutage? Outage => transport.Outage;

    /// <summary>Mail is written to files that nobody gets.</summary>
    public bool StaysInFolder => settings.Value.StaysInFolder;
}
