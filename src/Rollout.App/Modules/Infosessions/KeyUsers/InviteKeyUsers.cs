using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions.Catalogue;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Access;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.KeyUsers;

/// <summary>The lead invites people by name to a dry-run, each once. Invitations leave while people work, unless they are meant to leave at once.</summary>
public sealed class InviteKeyUsers(IDbContextFactory<RolloutDb> dbs, RolloutSettingsCache rollouts, CurrentUserAccessor me, TopicEmails letters, IClock clock)
{
    /// <returns>How many were invited now.</returns>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="TopicRules"/> rule is broken; nobody is invited then.</exception>
    public async Task<int> RunAsync(InfosessionId id, IReadOnlyCollection<PersonId> people, bool atOnce = false, CancellationToken ct = default)
    {
        var lead = await me.GetAsync(ct);
        InfosessionRules.OnlyTheLeadKeepsTopics.Ensure(lead.IsLead);
        TopicRules.InviteSomeone.Ensure(people.Count > 0);
        var rollout = await rollouts.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = clock.GetCurrentInstant();
        var dryRun = await db.LockAsync(id, ct);
        var facts = await db.Infosessions.Where(s => s.Id == id).Facts(db).SingleAsync(ct);
        var known = await db.KeyUsers.Where(k => k.DryRun == id).Select(k => k.Person).ToListAsync(ct);
        var invited = await db.People.Where(p => people.Contains(p.Id) && !known.Contains(p.Id)).Registrants(db).ToListAsync(ct);
        var leaves = atOnce ? now : (await db.HoursAroundAsync(facts, lead, ct)).LeaveBefore(facts.StartsAt, now);
        foreach (var who in invited)
        {
            db.KeyUsers.Add(KeyUser.Invite(dryRun, who.Id, who.Email is not null, now));
            db.Outbox.Add(letters.Invitation(rollout, facts, who, now, leaves));
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return invited.Count;
    }
}

internal static class DryRunHours
{
    /// <summary>When people work where the dry-run is; where it is online, where the lead is.</summary>
    public static async Task<WorkingHours> HoursAroundAsync(this RolloutDb db, InfosessionFacts dryRun, CurrentUser lead, CancellationToken ct)
    {
        var branch = dryRun.Branch ?? lead.Branch;
        return Holidays.HoursOf(await db.Branches.AsNoTracking().SingleAsync(b => b.Id == branch, ct));
    }
}
