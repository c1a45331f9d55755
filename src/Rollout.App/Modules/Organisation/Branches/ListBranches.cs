using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;

namespace Rollout.App.Modules.Organisation.Branches;

/// <summary>One branch in the lead's list.</summary>
/// <param name="Director">The director's name, or null when there is none or they have left.</param>
/// <param name="AwaitedDirector">The e-mail address of a director who has not been imported yet, or null.</param>
/// <param name="People">How many people work there.</param>
public sealed record BranchLine(
    BranchId Id, string Code, string Name, string Country, DateTimeZone Zone, LocalTime OpensAt, LocalTime ClosesAt, string? Director, string? AwaitedDirector, int People);

/// <summary>The order of the list of branches.</summary>
public enum BranchOrder
{
    /// <summary>As the lead put them: the order of every other list.</summary>
    Own,
    Name,

    /// <summary>Those without a director first.</summary>
    Director,
    People,
}

internal static class BranchOrders
{
    public static IEnumerable<BranchLine> In(this IReadOnlyList<BranchLine> branches, BranchOrder order) => order switch
    {
        BranchOrder.Name => branches.OrderBy(b => b.Name, StringComparer.CurrentCultureIgnoreCase),
        BranchOrder.Director => branches.OrderBy(b => b.Director is not null).ThenBy(b => b.Director, StringComparer.CurrentCultureIgnoreCase),
        BranchOrder.People => branches.OrderByDescending(b => b.People),
        _ => branches,
    };
}

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
                db.People.Where(p => p.Id == b.Director && p.Active).Select(p => p.Name).FirstOrDefault(),
                b.DirectorEmail,
                db.People.Count(p => p.Branch == b.Id && p.Active)))
            .ToListAsync(ct);
    }
}
