using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Rollout.App.Identity;
using Rollout.App.Identity.Sessions;
using Rollout.App.Persistence;
using Rollout.Domain.People;

namespace Rollout.Testing;

/// <summary>A signed-in user, for testing commands and queries without a web server. Roles are read from the database as usual.</summary>
public static class SignedIn
{
    /// <param name="dbs">The test's database, which contains the person.</param>
    /// <param name="proven">False for someone who is not verified.</param>
    public static CurrentUserAccessor As(IDbContextFactory<RolloutDb> dbs, Person person, bool proven = true) =>
        new(UserRoleLookup(dbs), Sessions(dbs), new HttpContextAccessor(), new State(SignInClaims.For(person.Id, proven)));

    /// <summary>Nobody is signed in.</summary>
    public static CurrentUserAccessor Nobody(IDbContextFactory<RolloutDb> dbs) => new(UserRoleLookup(dbs), Sessions(dbs), new HttpContextAccessor(), new State(new ClaimsPrincipal(new ClaimsIdentity())));

    private static UserRoleLookup UserRoleLookup(IDbContextFactory<RolloutDb> dbs) => new(dbs, new NeverTheSame(), new MemoryCache(new MemoryCacheOptions()));

    private static SessionLookup Sessions(IDbContextFactory<RolloutDb> dbs) => new(dbs, new NeverTheSame(), new MemoryCache(new MemoryCacheOptions()), new StoppedClock(A.Monday));

    private sealed class NeverTheSame : IDatabaseChangeToken
    {
        public ValueTask<object> GetCurrentAsync(CancellationToken ct) => ValueTask.FromResult(new object());
    }

    private sealed class State(ClaimsPrincipal user) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(user));
    }
}
