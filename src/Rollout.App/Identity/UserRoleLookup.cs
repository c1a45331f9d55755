using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.Caching.Memory;
using Rollout.App.Persistence;
using Rollout.Domain.Access;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.App.Identity;

/// <summary>
/// Looks up people with their current roles. This happens at every request and every command, and usually nothing was written in between: results are cached
/// for as long as the database change token stays the same.
/// </summary>
public sealed class UserRoleLookup(IDbContextFactory<RolloutDb> dbs, IDatabaseChangeToken marks, IMemoryCache memory)
{
    private static readonly TimeSpan CacheDuration = TimeSpan.FromMinutes(10);

    // Compiled once per kind of database.
    private static readonly ConditionalWeakTable<IModel, Func<RolloutDb, PersonId, CancellationToken, Task<LoadedRoles?>>> Question = [];

    /// <summary>The person with their roles, or null when they left.</summary>
    /// <param name="proven">Whether they proved who they are; otherwise they hold no role.</param>
    public async Task<CurrentUser?> FindAsync(PersonId id, bool proven, CancellationToken ct)
    {
        var mark = await marks.GetCurrentAsync(ct);
        if (memory.TryGetValue((typeof(UserRoleLookup), id, proven), out (object Mark, CurrentUser? CurrentUser) known) && known.Mark.Equals(mark))
        {
            return known.CurrentUser;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var actor = UserOf(await Question.GetValue(db.Model, _ => Prepare())(db, id, ct), proven);
        memory.Set((typeof(UserRoleLookup), id, proven), (mark, actor), CacheDuration);
        return actor;
    }

    private static CurrentUser? UserOf(LoadedRoles? found, bool proven) => found is not { Person: var person } ? null : new CurrentUser(
        person.Id, person.Name, person.Branch, found.BranchName, person.Email, person.Language, proven,
        proven && person.IsLead, proven && person.IsFacilitator, proven ? found.Ambassador : null, proven ? found.Directs : [])
    {
        IsAuditor = proven && person.IsAuditor,
        StandsInFor = proven ? found.StandsInFor : [],
    };

    private static Func<RolloutDb, PersonId, CancellationToken, Task<LoadedRoles?>> Prepare() =>
        EF.CompileAsyncQuery((RolloutDb db, PersonId id, CancellationToken _) => db.People
            .Where(p => p.Id == id && p.Active)
            .Select(p => new LoadedRoles(
                p,
                db.Branches.Where(b => b.Id == p.Branch).Select(b => b.Name).First(),
                db.Ambassadors.Where(a => a.Person == p.Id && a.SteppedDownAt == null).Select(a => (AmbassadorId?)a.Id).FirstOrDefault(),
                db.Branches.Where(b => b.Director == p.Id).OrderBy(b => b.Position).Select(b => b.Id).ToList(),
                db.Deputies.Where(d => d.Person == p.Id && d.EndedAt == null).Select(d => new DeputyDuty(d.Branch, d.From, d.Until)).ToList()))
            .AsNoTracking()
            .AsSingleQuery()
            .SingleOrDefault());

    private sealed record LoadedRoles(Person Person, string BranchName, AmbassadorId? Ambassador, List<BranchId> Directs, List<DeputyDuty> StandsInFor);
}
