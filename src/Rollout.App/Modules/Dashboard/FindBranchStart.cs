using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Modules.Infosessions.Registrations;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Dashboard;

/// <summary>The progress of one branch, in counts with their totals; never an individual's activity.</summary>
public sealed record BranchStart(BranchId Branch, string Name, string Code, int People, int ProfilesComplete, int Reached, int Ambassadors, int Quota, int Credits, int ComingSessions);

public sealed class FindBranchStart(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    public async Task<BranchStart> RunAsync(BranchId branch, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.GetCurrentInstant();
        var people = db.People.Where(p => p.Branch == branch && p.Active);
        var ambassadors = db.Ambassadors.Where(a => a.SteppedDownAt == null && people.Any(p => p.Id == a.Person));
        var registrations = db.Registrations.WithoutDryRuns(db);
        var named = await db.Branches.Where(b => b.Id == branch).Select(b => new { b.Name, b.Code }).SingleAsync(ct);
        return new BranchStart(
            branch, named.Name, named.Code,
            await people.CountAsync(ct),
            await people.CountAsync(p => p.ProfileCompleteSince != null, ct),
            await people.CountAsync(
                p => registrations.Any(r => r.Person == p.Id && (r.State == RegistrationState.Attended || (r.State == RegistrationState.Registered
                    && db.Infosessions.Any(s => s.Id == r.Infosession && s.StartsAt > now && s.State == InfosessionState.Published)))),
                ct),
            await ambassadors.CountAsync(ct),
            await ambassadors.SumAsync(a => a.Quota, ct),
            await db.Credits.CountAsync(c => ambassadors.Any(a => a.Id == c.Ambassador), ct),
            await db.Infosessions.WithoutDryRuns().CountAsync(s => s.Branch == branch && s.State == InfosessionState.Published && s.StartsAt > now, ct));
    }
}
