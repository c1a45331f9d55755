using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Launches;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Launches.SignOffs;

/// <summary>Notifies everyone who can renew a stale go, with the reason: the director, and current deputies. Once per verdict and person.</summary>
internal static class StaleSignOffEmails
{
    /// <summary>Queues the mails about launches among <paramref name="launches"/> whose go is stale and that were not queued before.</summary>
    public static async Task TellOfStaleAsync(this RolloutDb db, LaunchEmailBuilder letters, Wave wave, IEnumerable<Launch> launches, Instant now, CancellationToken ct) =>
        db.Outbox.AddRange(await db.UntoldAsync(letters, wave, launches, now, ct));

    /// <summary>The mails that <see cref="TellOfStaleAsync"/> would queue.</summary>
    public static async Task<IReadOnlyList<OutboxMessage>> UntoldAsync(this RolloutDb db, LaunchEmailBuilder letters, Wave wave, IEnumerable<Launch> launches, Instant now, CancellationToken ct)
    {
        var stale = launches.Where(l => l.State == LaunchState.Planned).Select(l => (l.Id, Status: l.StatusIn(wave, now)))
            .Where(l => l.Status.Kind == SignOffStatusKind.Stale).ToDictionary(l => l.Id, l => l.Status);
        if (stale.Count == 0)
        {
            return [];
        }

        var signers = await (await db.InvolvedInAsync(wave.Id, ct)).Where(i => stale.ContainsKey(i.Launch)).GetSignersAsync(db, now.InZone(wave.Zone).Date, ct);
        return await db.NotYetQueuedAsync([.. signers.Select(i => letters.Stale(wave, i, stale[i.Launch]))], ct);
    }

    /// <summary>Queues the mails whose keys are not in the outbox yet.</summary>
    /// <returns>How many were queued.</returns>
    public static async Task<int> QueueOnceAsync(this RolloutDb db, IReadOnlyList<OutboxMessage> mails, CancellationToken ct)
    {
        var untold = await db.NotYetQueuedAsync(mails, ct);
        db.Outbox.AddRange(untold);
        return untold.Count;
    }

    private static async Task<IReadOnlyList<OutboxMessage>> NotYetQueuedAsync(this RolloutDb db, IReadOnlyList<OutboxMessage> mails, CancellationToken ct)
    {
        var keys = mails.Select(m => m.Key).ToList();
        var told = (await db.Outbox.Where(m => keys.Contains(m.Key)).Select(m => m.Key).ToListAsync(ct)).ToHashSet();
        return [.. mails.Where(m => !told.Contains(m.Key))];
    }
}
