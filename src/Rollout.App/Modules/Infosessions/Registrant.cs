using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Infosessions;

/// <summary>Someone who has, had or wants a place: name, address, and the time zone of their branch.</summary>
public sealed record Registrant(PersonId Id, string Name, string GivenName, string? Email, string? Language, string BranchName, DateTimeZone Zone)
{
    /// <summary>The recipient of their mails.</summary>
    /// <exception cref="InvalidOperationException">They have no e-mail address.</exception>
    public Recipient Recipient => new(Id, Email ?? throw new InvalidOperationException("Someone without e-mail gets none."), Name);
}

internal static class RegistrantQuery
{
    public static IQueryable<Registrant> Registrants(this IQueryable<Person> people, RolloutDb db) =>
        from p in people
        where p.Active
        join b in db.Branches on p.Branch equals b.Id
        select new Registrant(p.Id, p.Name, p.GivenName, p.Email, p.Language ?? p.PageLanguage ?? b.Language, b.Name, b.Zone);

    /// <summary>Registrations with a place: whether it is still to come, was taken or was missed.</summary>
    public static IQueryable<Registration> WithAPlace(this IQueryable<Registration> registrations) =>
        registrations.Where(r => r.State == RegistrationState.Registered || r.State == RegistrationState.Attended || r.State == RegistrationState.NoShow);
}
