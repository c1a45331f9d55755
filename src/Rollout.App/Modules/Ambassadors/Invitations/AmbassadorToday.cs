using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Ambassadors;

namespace Rollout.App.Modules.Ambassadors.Invitations;

/// <summary>An ambassador with the current date at their branch.</summary>
internal static class AmbassadorToday
{
    public static Task<(Ambassador Ambassador, LocalDate Today)> AmbassadorWithAsync(this RolloutDb db, string code, Instant now, CancellationToken ct) =>
        db.Ambassadors.Where(a => a.Code == code).WithTodayAsync(db, now, ct);

    private static async Task<(Ambassador Ambassador, LocalDate Today)> WithTodayAsync(this IQueryable<Ambassador> which, RolloutDb db, Instant now, CancellationToken ct)
    {
        var found = await which
            .AsNoTracking()
            .Select(a => new { Ambassador = a, Zone = db.Branches.Where(b => db.People.Any(p => p.Id == a.Person && p.Branch == b.Id)).Select(b => b.Zone).First() })
            .SingleAsync(ct);
        return (found.Ambassador, now.InZone(found.Zone).Date);
    }
}
