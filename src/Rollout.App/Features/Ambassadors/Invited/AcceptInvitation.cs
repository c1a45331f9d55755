using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Data;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;

namespace Rollout.App.Features.Ambassadors.Invited;

/// <summary>
/// A colleague says "it's me" at an ambassador's link. They have come; and unless an earlier acceptance stands or their profile was complete before, the
/// invitation is accepted. Doing it twice changes nothing.
/// </summary>
public sealed class AcceptInvitation(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    /// <exception cref="Domain.Rules.BrokenRuleException">An <see cref="InvitationRules"/> rule refuses.</exception>
    public async Task RunAsync(string code, Invited who, InvitationChannel channel, CancellationToken ct = default)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.HoldPersonAsync(who.Person, ct);

        var (ambassador, today) = await db.AmbassadorWithAsync(code, now, ct);
        var colleague = await db.People.AsNoTracking().SingleAsync(p => p.Id == who.Person && p.Active, ct);
        InvitationRules.NotForOneself.MustHold(ambassador.Person != colleague.Id);
        InvitationRules.TermIsOpen.MustHold(ambassador.TermOn(today) == Term.Open);
        if (await db.Credits.AnyAsync(c => c.Colleague == colleague.Id, ct))
        {
            return;
        }

        var invitations = await db.Invitations.Where(i => i.Colleague == colleague.Id).ToListAsync(ct);
        var invitation = invitations.Find(i => i.Ambassador == ambassador.Id);
        if (invitation is null)
        {
            invitation = Invitation.ByComing(ambassador.Id, colleague.Id, channel, now);
            db.Invitations.Add(invitation);
        }

        invitation.Come(channel, now);
        var stands = await EarlierStandsAsync(db, invitations.Find(i => i.AcceptedAt is not null && i != invitation), now, ct);
        await db.SaveChangesAsync(ct);
        if (!stands && !(colleague.ProfileCompleteSince < (invitation.InvitedAt ?? now)))
        {
            invitation.Accept(now);
            await db.SaveChangesAsync(ct);
        }

        await transaction.CommitAsync(ct);
    }

    private static async Task<bool> EarlierStandsAsync(RolloutDb db, Invitation? earlier, Instant now, CancellationToken ct)
    {
        if (earlier is null)
        {
            return false;
        }

        var (other, today) = await db.AmbassadorWithAsync(earlier.Ambassador, now, ct);
        if (other.TermOn(today) is Term.Open or Term.NotYet)
        {
            return true;
        }

        // It can give no credit any more, so it does not stand in another's way.
        earlier.Lapse();
        return false;
    }
}
