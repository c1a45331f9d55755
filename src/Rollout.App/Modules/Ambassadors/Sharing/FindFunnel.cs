using Microsoft.EntityFrameworkCore;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Ambassadors;

namespace Rollout.App.Modules.Ambassadors.Sharing;

/// <summary>How far people came by one way in: people, not clicks. Opening a link is nothing.</summary>
/// <param name="Sent">Mailed by Rollout; null for what the ambassador passes on themselves, which Rollout does not see.</param>
/// <param name="Landed">Said who they are.</param>
/// <param name="SaidYes">Their invitation stands or stood.</param>
/// <param name="Complete">Their profile is complete by evidence, and they count for this ambassador.</param>
public sealed record FunnelRow(InvitationChannel Channel, int? Sent, int Landed, int SaidYes, int Complete);

/// <summary>The ways in that were used: of the ambassador who asks, or of all for the lead.</summary>
public sealed class FindFunnel(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me)
{
    /// <param name="ofAll">For the lead: of all ambassadors.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<IReadOnlyList<FunnelRow>> RunAsync(bool ofAll, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        if (ofAll ? !actor.IsLead : !actor.IsAmbassador)
        {
            throw new UnauthorizedAccessException();
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var invitations = db.Invitations.IgnoreQueryFilters().Where(i => ofAll || i.Ambassador == actor.Ambassador);
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
