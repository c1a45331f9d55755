using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Ambassadors.Credits;
using Rollout.App.Modules.Ambassadors.Profiles;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Ambassadors.Colleagues;

/// <summary>
/// An ambassador claims to have helped a colleague complete their profile. The colleague gets a mail to confirm it, if they can be mailed and nobody has
/// invited them before.
/// </summary>
public sealed class ClaimColleague(
    IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, RolloutSettingsCache rollout, FindProfileDefinition definition, AmbassadorEmails letters, IClock clock)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="ClaimRules"/> rule is broken.</exception>
    public async Task RunAsync(PersonId id, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        var mine = actor.Ambassador ?? throw new UnauthorizedAccessException();
        var (now, theRollout, inForce) = (clock.GetCurrentInstant(), await rollout.GetAsync(ct), await definition.RunAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockPersonAsync(id, ct);
        await db.AcquireLockAsync($"claims/{mine}", ct);

        var ambassador = await db.Ambassadors.AsNoTracking().SingleAsync(a => a.Id == mine, ct);
        var department = await db.People.Where(p => p.Id == actor.Id).Select(p => p.DepartmentKey).SingleAsync(ct);
        var zone = await db.Branches.Where(b => b.Id == actor.Branch).Select(b => b.Zone).SingleAsync(ct);
        var colleague = await db.People.SingleOrDefaultAsync(p => p.Id == id, ct);
        ClaimRules.OwnBranchOnly.Ensure(colleague is not null);
        ClaimRules.IsNotClaimedYet.Ensure(!await db.Claims.AnyAsync(c => c.Ambassador == mine && c.Colleague == id, ct));
        var done = await db.Credits.CountAsync(c => c.Ambassador == mine, ct);
        var open = await db.Claims.WithClosedSeasons().CountAsync(c => c.Ambassador == mine && c.ContradictedAt == null && !db.Credits.Any(d => d.Colleague == c.Colleague), ct);
        db.Claims.Add(Claim.Make(ambassador, now.InZone(zone).Date, actor.Branch, colleague!, done, open, now, inForce.Number, department));

        var askedBefore = await db.IsAskedAsync(id, ct);
        await db.TellAsync(colleague!, CreditEvidence.Claimed, now, inForce.Number, inForce.Counts, ct);
        await db.SettleAsync(colleague!, ct);
        if (colleague is { Email: not null, NudgesStoppedAt: null } && !askedBefore)
        {
            db.Invitations.Add(Invitation.ByMail(mine, id, now));
            db.Outbox.Add(letters.Claimed(
                theRollout, new InvitedByMail(ambassador, actor.Name, colleague, inForce.In(theRollout.LanguageOf(colleague)), ambassador.TimesIn(zone).Closes), now));
            await db.SaveChangesAsync(ct);
        }

        await transaction.CommitAsync(ct);
    }
}
