using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Launches.GoingLive;
using Rollout.App.Shared;
using Rollout.Notifications.Mail;

namespace Rollout.App.Modules.Launches;

/// <summary>Starts the mails of one command about waves and launches, each in the recipient's language.</summary>
public sealed class LaunchEmails(RolloutSettingsCache currentRollout, SiteUrl site, LinkTokens links, Sender sender)
{
    internal async Task<LaunchEmailBuilder> AtAsync(Instant now, CancellationToken ct) => new(await currentRollout.GetAsync(ct), site, now);

    internal async Task<BranchEmails> ToBranchAsync(Instant now, CancellationToken ct) => new(await currentRollout.GetAsync(ct), site, links, sender, now);

    internal async Task<NewsEmail> NewsAsync(Instant now, CancellationToken ct) => new(await currentRollout.GetAsync(ct), now);
}
