using Microsoft.EntityFrameworkCore;
using Rollout.App.Modules.Infosessions.Registrations;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Waiting;

/// <summary>Finds who can tell someone without an e-mail that a seat is theirs: their ambassador, else the director of their branch, else the leads.</summary>
internal static class Tellers
{
    public static async Task<IReadOnlyList<Registrant>> TellersOfAsync(this RolloutDb db, PersonId person, CancellationToken ct)
    {
        var ambassador =
            from i in db.Invitations
            where i.Colleague == person && i.AcceptedAt != null
            join a in db.Ambassadors on i.Ambassador equals a.Id
            where a.SteppedDownAt == null
            join p in db.People on a.Person equals p.Id
            select p;
        var director =
            from p in db.People
            where p.Id == person
            join b in db.Branches on p.Branch equals b.Id
            join d in db.People on b.Director equals (PersonId?)d.Id
            select d;
        foreach (var candidates in (IQueryable<Person>[])[ambassador, director, db.People.Where(p => p.IsLead)])
        {
            if (await candidates.Where(p => p.Email != null && p.Id != person).Registrants(db).ToListAsync(ct) is { Count: > 0 } tellers)
            {
                return tellers;
            }
        }

        return [];
    }
}
