using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.People;

namespace Rollout.App.Identity.Sessions;

/// <summary>The people who use Rollout itself, as a query others build on.</summary>
internal static class SignedIn
{
    /// <summary>People with a sign-in session seen after <paramref name="since"/>.</summary>
    /// <param name="onlyProven">Only sessions in which the person proved their identity, by a mailed code or a passkey for example.</param>
    public static IQueryable<PersonId> SignedInSince(this RolloutDb db, Instant since, bool onlyProven) => db.SignInSessions.Where(s => s.LastSeen > since && (s.IsVerified || !onlyProven)).Select(s => s.Person);
}
