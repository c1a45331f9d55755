using Microsoft.EntityFrameworkCore;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Organisation.Contracts;

/// <summary>Who directs which branch. Someone who has left directs none, although the branch still names them; where a director works themselves makes no difference.</summary>
public static class DirectedBranches
{
    /// <summary>The branches without a director.</summary>
    public static IQueryable<Branch> WithoutDirector(this IQueryable<Branch> branches, RolloutDb db) => branches.Where(b => !db.People.Any(p => p.Id == b.Director && p.Active));

    /// <summary>The branches with a director.</summary>
    public static IQueryable<Branch> WithDirector(this IQueryable<Branch> branches, RolloutDb db) => branches.Where(b => db.People.Any(p => p.Id == b.Director && p.Active));

    /// <summary>The directors of branches, by branch; a branch without one is left out.</summary>
    public static Task<Dictionary<BranchId, BranchDirector>> FindDirectorsAsync(this IQueryable<Branch> branches, RolloutDb db, CancellationToken ct) => (
        from branch in branches
        join person in db.People.Where(p => p.Active) on branch.Director equals (PersonId?)person.Id
        select new { branch.Id, Director = new BranchDirector(person.Id, person.Name) }).ToDictionaryAsync(b => b.Id, b => b.Director, ct);
}

/// <summary>The director of a branch.</summary>
public sealed record BranchDirector(PersonId Id, string Name);
