using Rollout.App.Persistence;
using Rollout.Domain.Branches;

namespace Rollout.App.Modules.Organisation.Contracts;

/// <summary>Which branches have a director.</summary>
public static class DirectedBranches
{
    /// <summary>The branches that nobody directs: no director was named, or the one who was has left.</summary>
    public static IQueryable<Branch> WithoutDirector(this IQueryable<Branch> branches, RolloutDb db) => branches.Where(b => !db.People.Any(p => p.Id == b.Director && p.Active));
}
