using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Ambassadors.Profiles;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Ambassadors.Colleagues;

/// <summary>An ambassador invites a colleague of their own branch or department by mail, once.</summary>
public sealed class InviteColleague(
    IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, RolloutSettingsCache rollout, FindProfileDefinition definition, AmbassadorEmails letters, IClock clock)
{
    /// <returns>The name of the invited colleague.</returns>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">An <see cref="InvitationRules"/> rule is broken.</exception>
    public async Task<string> RunAsync(PersonId id, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        var (now, theRollout, inForce) = (clock.GetCurrentInstant(), await rollout.GetAsync(ct), await definition.RunAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockPersonAsync(id, ct);

        var ambassador = await db.Ambassadors.SingleOrDefaultAsync(a => a.Person == actor.Id && actor.IsAmbassador, ct) ?? throw new UnauthorizedAccessException();
        var zone = await db.Branches.Where(b => b.Id == actor.Branch).Select(b => b.Zone).SingleAsync(ct);
        var colleague = await db.People.SingleOrDefaultAsync(p => p.Id == id && p.Active, ct);
        var department = await db.People.Where(p => p.Id == actor.Id).Select(p => p.DepartmentKey).SingleAsync(ct);
        InvitationRules.OwnBranchOnly.Ensure(colleague?.IsColleagueOf(actor.Branch, department) == true);
        InvitationRules.NotForOneself.Ensure(colleague!.Id != actor.Id);
        InvitationRules.TermIsOpen.Ensure(ambassador.TermOn(now.InZone(zone).Date) == TermStatus.Open);
        InvitationRules.NeedsAnEmail.Ensure(colleague is { Email: not null, NudgesStoppedAt: null });
        InvitationRules.IsNotInvitedYet.Ensure(!await db.IsAskedAsync(id, ct));

        db.Invitations.Add(Invitation.ByMail(ambassador.Id, id, now));
        db.Outbox.Add(letters.Invitation(
            theRollout, new InvitedByMail(ambassador, actor.Name, colleague, inForce.In(theRollout.LanguageOf(colleague)), ambassador.Until.PlusDays(1).AtStartOfDayInZone(zone).ToInstant()), now));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return colleague.Name;
    }
}

/// <summary>Queries whether a colleague has an invitation.</summary>
internal static class OpenInvitations
{
    // An invitation by an ambassador who has stepped down since does not count.
    public static Task<bool> IsAskedAsync(this RolloutDb db, PersonId colleague, CancellationToken ct) => db.People.WithClosedSeasons().AnyAsync(
        p => p.Id == colleague &&
            (db.Credits.Any(c => c.Colleague == p.Id) ||
             db.Invitations.Any(i => i.Colleague == p.Id && db.Ambassadors.Any(a => a.Id == i.Ambassador && a.SteppedDownAt == null))),
        ct);
}
