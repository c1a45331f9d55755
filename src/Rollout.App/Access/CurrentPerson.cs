using System.Runtime.CompilerServices;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Rollout.App.Data;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Branches;
using Rollout.Domain.People;
using Claim = System.Security.Claims.Claim;

namespace Rollout.App.Access;

/// <summary>
/// Who is asking, with the roles they hold now. In a request it is asked once; in a circuit at every act, because a circuit outlives a role.
/// </summary>
public sealed class CurrentPerson(IDbContextFactory<RolloutDb> dbs, IHttpContextAccessor http, AuthenticationStateProvider signIn)
{
    private static readonly object Remembered = new();

    // Asked at every request of whoever signed in, so it is prepared once for each kind of database.
    private static readonly ConditionalWeakTable<IModel, Func<RolloutDb, PersonId, CancellationToken, Task<Found?>>> Question = [];

    /// <summary>The actor; for pages and acts that need someone.</summary>
    /// <exception cref="UnauthorizedAccessException">Nobody is signed in, or the person left.</exception>
    public async Task<Actor> GetAsync(CancellationToken ct = default) =>
        await FindAsync(ct) ?? throw new UnauthorizedAccessException();

    /// <summary>The actor, or null when nobody is signed in.</summary>
    public async Task<Actor?> FindAsync(CancellationToken ct = default)
    {
        var request = http.HttpContext is { WebSockets.IsWebSocketRequest: false } context ? context : null;
        if (request?.Items[Remembered] is Actor known)
        {
            return known;
        }

        return request is not null
            ? await RecogniseAsync(request, request.User, ct)
            : await FindAsync((await signIn.GetAuthenticationStateAsync()).User, ct);
    }

    /// <summary>The actor that a sign-in speaks of, remembered for the rest of the request; null when they left.</summary>
    internal async Task<Actor?> RecogniseAsync(HttpContext request, ClaimsPrincipal user, CancellationToken ct = default)
    {
        var actor = await FindAsync(user, ct);
        if (actor is not null)
        {
            request.Items[Remembered] = actor;
        }

        return actor;
    }

    private async Task<Actor?> FindAsync(ClaimsPrincipal user, CancellationToken ct) =>
        SignInClaims.PersonOf(user) is { } id ? await FindAsync(id, SignInClaims.IsProven(user), ct) : null;

    /// <summary>Someone with the roles they hold now.</summary>
    internal async Task<Actor?> FindAsync(PersonId id, bool proven, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = await Question.GetValue(db.Model, _ => Prepare())(db, id, ct);
        if (found is null)
        {
            return null;
        }

        var person = found.Person;
        return new Actor(
            person.Id, person.Name, person.Branch, found.BranchName, person.Email, person.Language, proven,
            proven && person.IsLead, proven && person.IsFacilitator, proven ? found.Ambassador : null, proven ? found.Directs : [])
        {
            StandsInFor = proven ? found.StandsInFor : [],
        };
    }

    private static Func<RolloutDb, PersonId, CancellationToken, Task<Found?>> Prepare() =>
        EF.CompileAsyncQuery((RolloutDb db, PersonId id, CancellationToken _) => db.People
            .Where(p => p.Id == id && p.Active)
            .Select(p => new Found(
                p,
                db.Branches.Where(b => b.Id == p.Branch).Select(b => b.Name).First(),
                db.Ambassadors.Where(a => a.Person == p.Id && a.SteppedDownAt == null).Select(a => (AmbassadorId?)a.Id).FirstOrDefault(),
                db.Branches.Where(b => b.Director == p.Id).OrderBy(b => b.Position).Select(b => b.Id).ToList(),
                db.Deputies.Where(d => d.Person == p.Id && d.EndedAt == null).Select(d => new StandIn(d.Branch, d.From, d.Until)).ToList()))
            .AsNoTracking()
            .AsSingleQuery()
            .SingleOrDefault());

    private sealed record Found(Person Person, string BranchName, AmbassadorId? Ambassador, List<BranchId> Directs, List<StandIn> StandsInFor);
}

/// <summary>What the sign-in cookie says: who, and whether they proved it.</summary>
public static class SignInClaims
{
    /// <summary>The cookie's scheme.</summary>
    public const string Scheme = "rollout";

    private const string Proven = "proven";

    public static ClaimsPrincipal For(PersonId person, bool proven) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, person.Value.ToString("N")), new Claim(Proven, proven ? "yes" : "no")], Scheme));

    public static PersonId? PersonOf(ClaimsPrincipal user) =>
        Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? new PersonId(id) : null;

    public static bool IsProven(ClaimsPrincipal user) => user.HasClaim(Proven, "yes");
}
