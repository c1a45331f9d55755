using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.App.Shared.Mails;
using Rollout.Notifications.Delivery;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Outbox.Contracts;

/// <summary>Whether mail reaches people, judged by the settings, the transport and the outbox.</summary>
public enum MailState
{
    /// <summary>The mail server took a message over, and nothing is in the way now.</summary>
    Leaves,

    /// <summary>A mail server is set, and nothing went over it yet.</summary>
    Untried,

    /// <summary>Messages are written to files that nobody gets.</summary>
    InFiles,

    /// <summary>No mail leaves, for a reason that concerns all of it.</summary>
    Stuck,
}

/// <param name="Where">The folder, or the mail server.</param>
/// <param name="IsDemo">In a demo nobody is to get mail.</param>
/// <param name="Outage">Why no mail leaves, when it is stuck.</param>
public sealed record MailStatus(MailState State, string Where, bool IsDemo = false, MailOutage? Outage = null)
{
    /// <summary>Nothing needs to be done about it.</summary>
    public bool IsWell => State == MailState.Leaves || (State == MailState.InFiles && IsDemo);

    /// <summary>Whether a wave that counts on mail may start.</summary>
    public bool LetsStart => IsWell || State == MailState.Untried;
}

public sealed class FindMailStatus(
    IDbContextFactory<RolloutDb> dbs, IOptions<MailSettings> settings, MailReach reach, RolloutSettingsCache currentRollout, HostSettings host)
{
    public async Task<MailStatus> RunAsync(CancellationToken ct = default)
    {
        var (where, isDemo) = (settings.Value.WhereTo(host), (await currentRollout.GetAsync(ct)).IsDemo);
        if (reach.Outage is { } outage)
        {
            return new MailStatus(MailState.Stuck, where, isDemo, outage);
        }

        if (reach.StaysInFolder)
        {
            return new MailStatus(MailState.InFiles, where, isDemo);
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        return new MailStatus(await db.Outbox.AnyAsync(m => m.State == OutboxState.Sent && m.FailureReason == null, ct) ? MailState.Leaves : MailState.Untried, where, isDemo);
    }
}
