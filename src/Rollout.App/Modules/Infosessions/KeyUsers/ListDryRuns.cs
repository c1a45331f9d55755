using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.KeyUsers;

/// <summary>A dry-run of a topic, with its counts.</summary>
/// <param name="Invited">Invited key users.</param>
/// <param name="Coming">People who signed up and were not absent.</param>
public sealed record DryRunRow(InfosessionId Id, LocalDateTime Starts, string FacilitatorName, bool IsOver, int Invited, int Coming, int Findings);

/// <summary>Lists the dry-runs of a topic, newest first, for lead and facilitators.</summary>
public sealed class ListDryRuns(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    public async Task<IReadOnlyList<DryRunRow>> RunAsync(TopicId topic, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        if (!actor.SeesAll && !actor.IsFacilitator)
        {
            return [];
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.GetCurrentInstant();
        return await (
            from s in db.Infosessions
            where s.Topic == topic && s.IsDryRun && s.State == InfosessionState.Published
            join f in db.People on s.Facilitator equals f.Id
            orderby s.StartsAt descending
            select new DryRunRow(
                s.Id, s.Starts, f.Name, s.EndsAt <= now, db.KeyUsers.Count(k => k.DryRun == s.Id),
                db.Registrations.Count(r => r.Infosession == s.Id && (r.State == RegistrationState.Registered || r.State == RegistrationState.Attended)),
                db.Findings.Count(x => x.DryRun == s.Id))).ToListAsync(ct);
    }
}
