using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.KeyUsers;

/// <summary>A topic's dry-run, and how far it is.</summary>
/// <param name="Invited">Key users asked by name.</param>
/// <param name="Coming">Those who signed up, and did not stay away.</param>
public sealed record DryRunRow(InfosessionId Id, LocalDateTime Starts, string FacilitatorName, bool IsOver, int Invited, int Coming, int Findings);

/// <summary>The dry-runs of a topic, the newest first; for who prepares it.</summary>
public sealed class ListDryRuns(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    public async Task<IReadOnlyList<DryRunRow>> RunAsync(TopicId topic, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        if (!actor.IsLead && !actor.IsFacilitator)
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
