using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;

namespace Rollout.App.Modules.Dashboard;

/// <summary>How far the rollout or one branch is, in counts with their totals; never an individual's activity.</summary>
/// <param name="Reached">People who attended an infosession or hold a seat in an upcoming one, not counting dry-runs.</param>
/// <param name="Ambassadors">Ambassadors who have not stepped down.</param>
/// <param name="Provisional">How many of the credits are provisional.</param>
public sealed record ProgressFigures(int People, int ProfilesComplete, int Reached, int Ambassadors, int Quota, int Credits, int Provisional)
{
    /// <param name="branch">Null for all branches.</param>
    public static async Task<ProgressFigures> FindAsync(RolloutDb db, BranchId? branch, Instant now, CancellationToken ct)
    {
        var people = db.People.Where(p => p.Active && (branch == null || p.Branch == branch));
        var ambassadors = db.Ambassadors.Where(a => a.SteppedDownAt == null && db.People.Any(p => p.Id == a.Person && (branch == null || p.Branch == branch)));
        return new ProgressFigures(
            await people.CountAsync(ct),
            await people.CountAsync(p => p.ProfileCompleteSince != null, ct),
            await people.ReachedBy(db, now).CountAsync(ct),
            await ambassadors.CountAsync(ct),
            await ambassadors.SumAsync(a => a.Quota, ct),
            await db.Credits.CountAsync(c => ambassadors.Any(a => a.Id == c.Ambassador), ct),
            await db.Credits.CountAsync(c => c.Provisional && ambassadors.Any(a => a.Id == c.Ambassador), ct));
    }
}
