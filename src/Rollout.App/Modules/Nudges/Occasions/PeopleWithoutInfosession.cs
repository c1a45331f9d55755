using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Nudges.Occasions;

/// <summary>The people who have not chosen an infosession.</summary>
internal static class PeopleWithoutInfosession
{
    /// <summary>Those who attended none, have no seat in one and wait for none.</summary>
    public static IQueryable<Person> WithoutInfosession(this IQueryable<Person> people, RolloutDb db)
    {
        var registrations = db.Registrations.WithoutDryRuns(db);
        return people.Where(p => !registrations.Any(r => r.Person == p.Id && (
            r.State == RegistrationState.Registered || r.State == RegistrationState.Attended || r.State == RegistrationState.Waiting || r.State == RegistrationState.Offered)));
    }
}
