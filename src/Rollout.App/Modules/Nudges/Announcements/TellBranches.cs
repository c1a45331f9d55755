using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.Nudges;

namespace Rollout.App.Modules.Nudges.Announcements;

/// <summary>The lead announces infosessions to branches: the nudge goes to everyone who has not chosen one and, like every other, respects working hours and the contact budget.</summary>
public sealed class TellBranches(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">An <see cref="AnnouncementRules"/> rule is broken.</exception>
    public async Task RunAsync(IReadOnlyList<BranchId> branches, CancellationToken ct = default)
    {
        var lead = (await me.GetAsync(ct)).AsLead();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var known = await db.Branches.Where(b => branches.Contains(b.Id)).Select(b => b.Id).ToListAsync(ct);
        AnnouncementRules.TellsABranch.Ensure(known.Count > 0);
        var told = await db.InfosessionAnnouncements.Where(a => known.Contains(a.Branch)).ToListAsync(ct);
        var now = clock.GetCurrentInstant();
        told.ForEach(a => a.Repeat(lead.Id, now));
        db.InfosessionAnnouncements.AddRange(known.Except(told.Select(a => a.Branch)).Select(b => InfosessionAnnouncement.To(b, lead.Id, now)));
        await db.SaveChangesAsync(ct);
    }
}
