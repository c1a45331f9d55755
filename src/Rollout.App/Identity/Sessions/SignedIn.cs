using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.People;

namespace Rollout.App.Identity.Sessions;

/// <summary>Who comes here, as a set for other queries.</summary>
internal static class SignedIn
{
    /// <summary>The people who opened a page signed in since a moment.</summary>
    /// <param name="onlyProven">Only those who proved who they are; else in whatever way they said it.</param>
    public static IQueryable<PersonId> SignedInSince(this RolloutDb db, Instant since, bool onlyProven) => db.SignInSessions.Where(s => s.LastSeen > since && (s.IsVerified || !onlyProven)).Select(s => s.Person);
}
