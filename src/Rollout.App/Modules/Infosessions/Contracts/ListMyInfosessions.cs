using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions.Browsing;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Contracts;

/// <summary>An infosession someone has a place in, or waits for.</summary>
/// <param name="Place">The position on the waiting list, from 1; 0 when not waiting.</param>
/// <param name="OfferEndsAt">Until when a seat is held for them, in their own branch's time.</param>
public sealed record MyInfosession(InfosessionRow Session, RegistrationState State, int Place, LocalDateTime? OfferEndsAt);

/// <summary>Lists the infosessions someone has a place in until they are over, or waits for until they start, soonest first.</summary>
public sealed class ListMyInfosessions(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    public async Task<IReadOnlyList<MyInfosession>> RunAsync(PersonId person, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.GetCurrentInstant();
        var mine = await db.Registrations
            .Where(r => r.Person == person && (r.State == RegistrationState.Registered || r.State == RegistrationState.Waiting || r.State == RegistrationState.Offered))
            .Where(r => db.Infosessions.Any(s => s.Id == r.Infosession && s.State == InfosessionState.Published
                && (s.StartsAt > now || (s.EndsAt > now && r.State == RegistrationState.Registered))))
            .Select(r => new
            {
                r.Infosession, r.State, r.OfferEndsAt,
                Before = db.Registrations.Count(o => o.Infosession == r.Infosession && o.State == RegistrationState.Waiting && o.Number < r.Number),
                Zone = db.People.Where(p => p.Id == person).Join(db.Branches, p => p.Branch, b => b.Id, (p, b) => b.Zone).First(),
            }).ToDictionaryAsync(r => r.Infosession, ct);
        var ids = mine.Keys.ToList();
        var sessions = ids.Count == 0 ? [] : await db.Infosessions.Where(s => ids.Contains(s.Id)).Rows(db).ToListAsync(ct);
        return
        [
            .. from session in sessions
               let my = mine[session.Id]
               where my.State != RegistrationState.Offered || my.OfferEndsAt > now
               select new MyInfosession(session, my.State, my.State == RegistrationState.Waiting ? my.Before + 1 : 0, my.OfferEndsAt?.InZone(my.Zone).LocalDateTime),
        ];
    }
}
