using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;

namespace Rollout.App.Modules.Organisation.Branches;

/// <summary>One branch in the lead's list.</summary>
/// <param name="Director">The director's name, or null.</param>
/// <param name="AwaitedDirector">The e-mail address of a director who has not been imported yet, or null.</param>
/// <param name="People">How many people work there.</param>
public sealed record BranchLine(
    BranchId Id, string Code, string Name, string Country, DateTimeZone Zone, LocalTime OpensAt, LocalTime ClosesAt, string? Director, string? AwaitedDirector, int People);

/// <summary>The branches in the lead's order.</summary>
public sealed class ListBranches(IDbContextFactory<RolloutDb> dbs)
{
    public async Task<IReadOnlyList<BranchLine>> RunAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Branches
            .OrderBy(b => b.Position).ThenBy(b => b.Id)
            .Select(b => new BranchLine(
                b.Id, b.Code, b.Name, b.Country, b.Zone, b.OpensAt, b.ClosesAt,
                db.People.Where(p => p.Id == b.Director).Select(p => p.Name).FirstOrDefault(),
                b.DirectorEmail,
                db.People.Count(p => p.Branch == b.Id && p.Active)))
            .ToListAsync(ct);
    }
}
