using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Contracts;

/// <summary>What becomes of people's places when they leave.</summary>
internal static class PlacesOfLeavers
{
    /// <summary>The seats, offers and numbers on waiting lists, dry-runs included, that people give up when they leave: those of infosessions that are still to come.</summary>
    public static IQueryable<Registration> GivenUpOnLeaving(this IQueryable<Registration> registrations, RolloutDb db, Instant now) => registrations.Where(r =>
        (r.State == RegistrationState.Registered || r.State == RegistrationState.Offered || r.State == RegistrationState.Waiting)
        && db.Infosessions.Any(s => s.Id == r.Infosession && s.State == InfosessionState.Published && s.StartsAt > now));
}
