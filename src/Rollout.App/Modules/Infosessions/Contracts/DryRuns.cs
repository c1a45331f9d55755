using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Access;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Contracts;

/// <summary>Keeps dry-runs out of lists and figures; they are visible to invited key users and to those who run them.</summary>
internal static class DryRuns
{
    /// <summary>The infosessions open to everyone.</summary>
    public static IQueryable<Infosession> WithoutDryRuns(this IQueryable<Infosession> sessions) => sessions.Where(s => !s.IsDryRun);

    /// <summary>The places in infosessions open to everyone.</summary>
    public static IQueryable<Registration> WithoutDryRuns(this IQueryable<Registration> registrations, RolloutDb db) =>
        registrations.Where(r => !db.Infosessions.Any(s => s.Id == r.Infosession && s.IsDryRun));

    /// <summary>The people who attended an infosession or hold a seat in an upcoming one.</summary>
    public static IQueryable<Person> ReachedBy(this IQueryable<Person> people, RolloutDb db, Instant now)
    {
        var registrations = db.Registrations.WithoutDryRuns(db).Where(r => r.State == RegistrationState.Attended || (r.State == RegistrationState.Registered
            && db.Infosessions.Any(s => s.Id == r.Infosession && s.StartsAt > now && s.State == InfosessionState.Published)));
        return people.Where(p => registrations.Any(r => r.Person == p.Id));
    }

    /// <summary>The infosessions someone may take a place in: all but the dry-runs they were not invited to.</summary>
    public static IQueryable<Infosession> VisibleTo(this IQueryable<Infosession> sessions, RolloutDb db, PersonId? person) =>
        sessions.Where(s => !s.IsDryRun || (person != null && db.KeyUsers.Any(k => k.DryRun == s.Id && k.Person == person)));

    /// <summary>The infosessions someone may see: those they may take a place in, and those they run.</summary>
    public static IQueryable<Infosession> SeenBy(this IQueryable<Infosession> sessions, RolloutDb db, CurrentUser? actor)
    {
        var (person, isLead) = (actor?.Id, actor?.SeesAll == true);
        return sessions.Where(s => !s.IsDryRun || isLead || (person != null && (s.Facilitator == person || db.KeyUsers.Any(k => k.DryRun == s.Id && k.Person == person))));
    }
}
