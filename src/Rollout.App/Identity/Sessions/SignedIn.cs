using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.People;

namespace Rollout.App.Identity.Sessions;

/// <summary>Who comes here, as a set for other queries.</summary>
internal static class SignedIn
{
    /// <summary>The people who opened a page signed in since a moment, in whatever way they said who they are.</summary>
    public static IQueryable<PersonId> SignedInSince(this RolloutDb db, Instant since) => db.SignInSessions.Where(s => s.LastSeen > since).Select(s => s.Person);
}
