using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Waiting;

/// <summary>One person who waits for a seat, or is offered one.</summary>
/// <param name="Place">1 is next; 0 when a seat is already offered.</param>
/// <param name="OfferEndsAt">Until when it is held, in the person's branch's time.</param>
/// <param name="FirstBecause">Why they were moved to the front, if they were.</param>
/// <param name="FirstBy">Who moved them.</param>
public sealed record WaitingRow(PersonId Person, string Name, string BranchName, string JobTitle, int Place, LocalDateTime? OfferEndsAt, string? FirstBecause, string? FirstBy);

/// <summary>Lists the waiting list of one infosession in order; null for users who do not run it.</summary>
public sealed class ListWaiting(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me)
{
    public async Task<IReadOnlyList<WaitingRow>> RunAsync(InfosessionId id, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Infosessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct) is not { } session || !Infosession.IsReadBy(session.Facilitator, actor))
        {
            return [];
        }

        var found = await (
            from r in db.Registrations
            where r.Infosession == id && (r.State == RegistrationState.Waiting || r.State == RegistrationState.Offered)
            join p in db.People on r.Person equals p.Id
            join b in db.Branches on p.Branch equals b.Id
            orderby r.State == RegistrationState.Waiting, r.Number
            select new
            {
                p.Id, p.Name, BranchName = b.Name, p.JobTitle, r.State, r.OfferEndsAt, b.Zone,
                First = db.QueuePriorityOverride.Where(w => w.Infosession == id && w.Person == p.Id).OrderByDescending(w => w.At)
                    .Select(w => new { w.Reason, By = db.People.Where(x => x.Id == w.By).Select(x => x.Name).First() }).FirstOrDefault(),
            }).ToListAsync(ct);
        var offered = found.Count(f => f.State == RegistrationState.Offered);
        return
        [
            .. found.Select((f, i) => new WaitingRow(
                f.Id, f.Name, f.BranchName, f.JobTitle, Math.Max(0, i + 1 - offered), f.OfferEndsAt?.InZone(f.Zone).LocalDateTime, f.First?.Reason, f.First?.By)),
        ];
    }
}
