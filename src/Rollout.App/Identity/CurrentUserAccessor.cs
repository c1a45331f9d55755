using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Rollout.App.Identity.Sessions;
using Rollout.App.Shared.Telemetry;
using Rollout.Domain.Access;
using Rollout.Domain.People;
using Claim = System.Security.Claims.Claim;

namespace Rollout.App.Identity;

/// <summary>
/// Gives the signed-in person with their current roles. Looked up once per request, and for every command in a circuit, because a circuit can outlive a role.
/// </summary>
public sealed class CurrentUserAccessor(UserRoleLookup actors, SessionLookup sessions, IHttpContextAccessor http, AuthenticationStateProvider signIn) : ICurrentUserId
{
    private static readonly object ItemKey = new();

    /// <summary>The current user, for pages and commands that require one.</summary>
    /// <exception cref="UnauthorizedAccessException">Nobody is signed in, or the person left.</exception>
    public async Task<CurrentUser> GetAsync(CancellationToken ct = default) =>
        await FindAsync(ct) ?? throw new UnauthorizedAccessException();

    async Task<PersonId?> ICurrentUserId.FindIdAsync() => (await FindAsync())?.Id;

    /// <summary>The current user, or null when nobody is signed in.</summary>
    public async Task<CurrentUser?> FindAsync(CancellationToken ct = default)
    {
        var request = http.HttpContext is { WebSockets.IsWebSocketRequest: false } context ? context : null;
        if (request?.Items[ItemKey] is CurrentUser known)
        {
            return known;
        }

        return request is not null
            ? await RecogniseAsync(request, request.User, ct)
            : await FindAsync((await signIn.GetAuthenticationStateAsync()).User, ct);
    }

    /// <summary>Looks up the user of a sign-in and caches it for the rest of the request; null when they left.</summary>
    internal async Task<CurrentUser?> RecogniseAsync(HttpContext request, ClaimsPrincipal user, CancellationToken ct = default)
    {
        var actor = await FindAsync(user, ct);
        if (actor is not null)
        {
            request.Items[ItemKey] = actor;
        }

        return actor;
    }

    // Every cookie has a key (RevalidatingAuthenticationState refuses others); a session may end while a page lives.
    private async Task<CurrentUser?> FindAsync(ClaimsPrincipal user, CancellationToken ct) =>
        SignInClaims.PersonOf(user) is { } id && (SignInClaims.KeyOf(user) is not { } key || await sessions.FindAsync(key, ct) is not null)
            ? await actors.FindAsync(id, SignInClaims.IsVerified(user), ct)
            : null;
}

/// <summary>The claims in the sign-in cookie: the person, whether they are verified, and the key of their session.</summary>
public static class SignInClaims
{
    /// <summary>The cookie's scheme.</summary>
    public const string Scheme = "rollout";

    private const string VerifiedClaim = "proven";
    private const string KeyClaim = "session";

    /// <param name="key">The session's key; null only where there is no cookie, in tests.</param>
    public static ClaimsPrincipal For(PersonId person, bool proven, Guid? key = null) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, person.Value.ToString("N")), new Claim(VerifiedClaim, proven ? "yes" : "no"),
            .. key is null ? (ReadOnlySpan<Claim>)[] : [new Claim(KeyClaim, key.Value.ToString("N"))],
        ], Scheme));

    public static PersonId? PersonOf(ClaimsPrincipal user) =>
        Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? new PersonId(id) : null;

    /// <summary>The key of the session; null for a cookie of version 0.1.0.</summary>
    public static Guid? KeyOf(ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue(KeyClaim), out var key) ? key : null;

    public static bool IsVerified(ClaimsPrincipal user) => user.HasClaim(VerifiedClaim, "yes");
}
