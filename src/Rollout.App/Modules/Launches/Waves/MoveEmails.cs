using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Launches;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Launches.Waves;

/// <summary>Mails about a moved moment: to the people who sign, and to named owners of checks with the new due dates.</summary>
internal static class MoveEmails
{
    public static async Task<IReadOnlyList<OutboxMessage>> OfMoveAsync(this RolloutDb db, LaunchEmailBuilder letters, Wave wave, IReadOnlyList<LaunchContact> involved, Instant now, CancellationToken ct)
    {
        var included = wave.Included.ToDictionary(l => l.Id);
        var names = involved.ToDictionary(i => i.Launch, i => i.Branch.Name);
        var open = included.Values.SelectMany(l => l.Checks).Where(c => c is { Done: false, Owner: not null }).ToLookup(c => c.Owner!.Value);
        var ids = open.Select(o => o.Key).ToList();
        var owners = await db.People.AsNoTracking().Where(p => ids.Contains(p.Id) && p.Active && p.Email != null).ToListAsync(ct);
        var signers = await involved.Where(i => included.ContainsKey(i.Launch)).GetSignersAsync(db, now.InZone(wave.Zone).Date, ct);
        return
        [
            .. signers.Select(i => letters.Moved(wave, i, included[i.Launch])),
            .. owners.Select(o => letters.ChecksMoved(wave, o, [.. open[o.Id].OrderBy(c => c.Due).Select(c => new OwnedCheck(c.Subject, names[c.Launch], c.Due))])),
        ];
    }
}
