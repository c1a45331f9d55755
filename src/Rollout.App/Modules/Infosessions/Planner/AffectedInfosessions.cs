using Microsoft.EntityFrameworkCore;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Planner;

/// <summary>Counts the people affected when an infosession is moved or cancelled: those with a place and those on the waiting list.</summary>
internal sealed class AffectedInfosessions
{
    public static readonly AffectedInfosessions Nobody = new([]);

    private readonly Dictionary<(InfosessionId, bool HaveMail), int> _numbers;

    private AffectedInfosessions(Dictionary<(InfosessionId, bool HaveMail), int> numbers) => _numbers = numbers;

    public static async Task<AffectedInfosessions> FindAsync(RolloutDb db, IReadOnlyCollection<InfosessionId> sessions, CancellationToken ct)
    {
        var people = await (
            from r in db.Registrations
            where sessions.Contains(r.Infosession)
                && (r.State == RegistrationState.Registered || r.State == RegistrationState.Offered || r.State == RegistrationState.Waiting)
            join p in db.People on r.Person equals p.Id
            where p.Active
            group p by new { r.Infosession, HaveMail = p.Email != null } into same
            select new { same.Key.Infosession, same.Key.HaveMail, Number = same.Count() }).ToListAsync(ct);
        return new AffectedInfosessions(people.ToDictionary(p => (p.Infosession, p.HaveMail), p => p.Number));
    }

    public int WithMail(InfosessionId session) => _numbers.GetValueOrDefault((session, true));

    public int WithoutMail(InfosessionId session) => _numbers.GetValueOrDefault((session, false));
}
