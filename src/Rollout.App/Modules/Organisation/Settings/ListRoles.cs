using Microsoft.EntityFrameworkCore;
using Rollout.App.Persistence;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Organisation.Settings;

/// <summary>Someone with their assigned roles.</summary>
public sealed record RoleHolder(PersonId Id, string Name, string Branch, string? Email, bool IsLead, bool IsFacilitator, bool IsAuditor);

/// <summary>Lists the leads, facilitators and auditors.</summary>
public sealed class ListRoles(IDbContextFactory<RolloutDb> dbs)
{
    public async Task<IReadOnlyList<RoleHolder>> RunAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await FindPeople.Holders(db, db.People.Where(p => p.IsLead || p.IsFacilitator || p.IsAuditor)).ToListAsync(ct);
    }
}

/// <summary>Finds people to assign a role to.</summary>
public sealed class FindPeople(IDbContextFactory<RolloutDb> dbs)
{
    /// <summary>The maximum number of results.</summary>
    public const int MaxItems = 20;

    public async Task<IReadOnlyList<RoleHolder>> RunAsync(string part, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Holders(db, db.People.Matching(part)).Take(MaxItems).ToListAsync(ct);
    }

    internal static IQueryable<RoleHolder> Holders(RolloutDb db, IQueryable<Person> people) => people
        .Where(p => p.Active)
        .OrderByDescending(p => p.IsLead).ThenBy(p => p.SortName).ThenBy(p => p.Id)
        .Select(p => new RoleHolder(p.Id, p.Name, db.Branches.Where(b => b.Id == p.Branch).Select(b => b.Name).First(), p.Email, p.IsLead, p.IsFacilitator, p.IsAuditor));
}

/// <summary>One person who works here, with their roles.</summary>
public sealed class FindRoleHolder(IDbContextFactory<RolloutDb> dbs)
{
    public async Task<RoleHolder?> RunAsync(PersonId id, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await FindPeople.Holders(db, db.People.Where(p => p.Id == id)).SingleOrDefaultAsync(ct);
    }
}
