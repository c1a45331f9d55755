using Microsoft.EntityFrameworkCore;
using Rollout.App.Persistence;
using Rollout.App.Persistence.Views;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Waiting;

/// <summary>Finds who passes on an offer of a seat to someone without e-mail: their ambassador, else the director of their branch, else the leads.</summary>
internal static class Tellers
{
    public static async Task<IReadOnlyList<Registrant>> TellersOfAsync(this RolloutDb db, PersonId person, CancellationToken ct)
    {
        var ambassador =
            from inviter in db.ActiveInviters()
            where inviter.Colleague == person
            join p in db.People on inviter.Ambassador equals p.Id
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
