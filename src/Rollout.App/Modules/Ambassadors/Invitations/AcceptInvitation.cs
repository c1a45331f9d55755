using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Ambassadors.Credits;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Ambassadors;

namespace Rollout.App.Modules.Ambassadors.Invitations;

/// <summary>
/// A colleague says "it's me" at an ambassador's link. They have come; and unless another acceptance already holds or their profile was complete before, the
/// invitation is accepted. Idempotent. Where only facts say that it was them, they are notified at once.
/// </summary>
public sealed class AcceptInvitation(IDbContextFactory<RolloutDb> dbs, RolloutSettingsCache rollout, AmbassadorEmails mails, IClock clock)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">An <see cref="InvitationRules"/> rule is broken.</exception>
    public async Task RunAsync(string code, Invited who, InvitationChannel channel, CancellationToken ct = default)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockPersonAsync(who.Person, ct);

        var (ambassador, today) = await db.AmbassadorWithAsync(code, now, ct);
        var colleague = await db.People.AsNoTracking().SingleAsync(p => p.Id == who.Person && p.Active, ct);
        InvitationRules.NotForOneself.Ensure(ambassador.Person != colleague.Id);
        InvitationRules.TermIsOpen.Ensure(ambassador.TermOn(today) == TermStatus.Open);
        InvitationRules.FactsAreEnough.Ensure(who.Evidence.Proves() || !colleague.MustProve);
        if (await db.Credits.WithClosedSeasons().AnyAsync(c => c.Colleague == colleague.Id, ct))
        {
            return;
        }

        var invitations = await db.Invitations.Where(i => i.Colleague == colleague.Id).ToListAsync(ct);
        var invitation = invitations.Find(i => i.Ambassador == ambassador.Id);
        var isFirst = invitation?.CameAt is null;
        if (invitation is null)
        {
            invitation = Invitation.ByComing(ambassador.Id, colleague.Id, channel, now);
            db.Invitations.Add(invitation);
        }

        invitation.Come(channel, now);
        if (who.Evidence.Proves())
        {
            invitation.Prove();
        }
        else if (isFirst)
        {
            invitation.CameByFacts(now);
            await db.TellColleagueAsync(mails, await rollout.GetAsync(ct), ambassador, colleague, now, ct);
        }

        await db.SaveChangesAsync(ct);

        // Another ambassador may hold the invitation, or nobody; an acceptance that can no longer give a credit blocks nobody.
        var stands = CreditAttribution.Holder(await db.WaysInAsync(colleague.Id, ct), colleague.ProfileCompleteSince, now);
        invitations.Where(i => i.AcceptedAt is not null && i.Ambassador != stands).ToList().ForEach(i => i.Lapse());
        await db.SaveChangesAsync(ct);
        invitations.Append(invitation).FirstOrDefault(i => i.Ambassador == stands)?.Accept(now);
        await db.SettleAsync(colleague, ct); // an import may have reported their profile before they accepted
        await transaction.CommitAsync(ct);
    }
}
