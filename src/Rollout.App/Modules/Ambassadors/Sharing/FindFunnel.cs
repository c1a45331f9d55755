using Microsoft.EntityFrameworkCore;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Ambassadors;

namespace Rollout.App.Modules.Ambassadors.Sharing;

/// <summary>How far people got through one channel. Counts people, not clicks; opening a link does not count.</summary>
/// <param name="Sent">Mailed by Rollout; null for channels the ambassador uses themselves, which Rollout cannot see.</param>
/// <param name="Landed">Said who they are.</param>
/// <param name="SaidYes">Accepted, now or earlier.</param>
/// <param name="Complete">Have a complete profile by evidence and count for this ambassador.</param>
public sealed record FunnelRow(InvitationChannel Channel, int? Sent, int Landed, int SaidYes, int Complete);

/// <summary>Finds the channels used: by the current ambassador, or by all for the lead.</summary>
public sealed class FindFunnel(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me)
{
    /// <param name="ofAll">All ambassadors; for the lead.</param>
    public async Task<IReadOnlyList<FunnelRow>> RunAsync(bool ofAll, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        if (ofAll ? !actor.SeesAll : !actor.IsAmbassador)
        {
            throw new UnauthorizedAccessException();
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var invitations = db.Invitations.WithClosedSeasons().Where(i => ofAll || i.Ambassador == actor.Ambassador);
        var sent = await invitations.Where(i => i.InvitedAt != null).Select(i => i.Colleague).Distinct().CountAsync(ct);
        var came = await (
            from i in invitations
            where i.CameAt != null
            let counts = db.Credits.Any(c => c.Colleague == i.Colleague && c.EarnedBy == i.Ambassador)
            select new { i.Channel, i.Colleague, Yes = counts || i.AcceptedAt != null, Counts = counts })
            .GroupBy(i => i.Channel)
            .Select(g => new
            {
                Channel = g.Key,
                Landed = g.Select(i => i.Colleague).Distinct().Count(),
                Yes = g.Where(i => i.Yes).Select(i => i.Colleague).Distinct().Count(),
                Counts = g.Where(i => i.Counts).Select(i => i.Colleague).Distinct().Count(),
            }).ToListAsync(ct);
        var rows = came.ConvertAll(c => new FunnelRow(c.Channel, c.Channel == InvitationChannel.Mail ? sent : null, c.Landed, c.Yes, c.Counts));
        if (sent > 0 && !rows.Exists(r => r.Channel == InvitationChannel.Mail))
        {
            rows.Add(new FunnelRow(InvitationChannel.Mail, sent, 0, 0, 0));
        }

        return [.. rows.OrderByDescending(r => r.Complete).ThenByDescending(r => r.Landed).ThenBy(r => r.Channel)];
    }
}
