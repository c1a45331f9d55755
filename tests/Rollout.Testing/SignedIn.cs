using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.People;

namespace Rollout.Testing;

/// <summary>Signed in as someone, for testing an act or a question without a web server. Roles are asked of the database, as always.</summary>
public static class SignedIn
{
    /// <param name="dbs">The test's database, in which the person is.</param>
    /// <param name="person">Who acts.</param>
    /// <param name="proven">False for someone who only said who they are.</param>
    public static CurrentUserAccessor As(IDbContextFactory<RolloutDb> dbs, Person person, bool proven = true) =>
        new(UserRoleLookup(dbs), new HttpContextAccessor(), new State(SignInClaims.For(person.Id, proven)));

    /// <summary>Nobody is signed in.</summary>
    public static CurrentUserAccessor Nobody(IDbContextFactory<RolloutDb> dbs) => new(UserRoleLookup(dbs), new HttpContextAccessor(), new State(new ClaimsPrincipal(new ClaimsIdentity())));

    private static UserRoleLookup UserRoleLookup(IDbContextFactory<RolloutDb> dbs) => new(dbs, new NeverTheSame(), new MemoryCache(new MemoryCacheOptions()));

    private sealed class NeverTheSame : IDatabaseChangeToken
    {
        public ValueTask<object> GetCurrentAsync(CancellationToken ct) => ValueTask.FromResult(new object());
    }

    private sealed class State(ClaimsPrincipal user) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(user));
    }
}
