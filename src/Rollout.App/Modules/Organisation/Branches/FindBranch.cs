using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Organisation.Branches;

/// <summary>Someone who could direct a branch.</summary>
public sealed record PossibleDirector(PersonId Id, string Name, string JobTitle);

/// <summary>The values of the branch form.</summary>
/// <param name="Languages">The rollout's languages, its first one first.</param>
/// <param name="People">Possible directors: people of the branch with an e-mail address, which a director needs to sign in, and the current director.</param>
public sealed record BranchToEdit(
    BranchId Id, string Name, string Code, LocalTime OpensAt, LocalTime ClosesAt, PersonId? Director, string? AwaitedDirector, int Version, IReadOnlyList<PossibleDirector> People, string? Language, IReadOnlyList<string> Languages, string Country, DateTimeZone Zone);

/// <summary>Finds one branch with its possible directors.</summary>
public sealed class FindBranch(IDbContextFactory<RolloutDb> dbs, RolloutSettingsCache currentRollout)
{
    public async Task<BranchToEdit?> RunAsync(BranchId id, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var branch = await db.Branches.AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, ct);
        if (branch is null)
        {
            return null;
        }

        var people = await db.People
            .Where(p => p.Active && ((p.Branch == id && p.Email != null) || p.Id == branch.Director))
            .OrderBy(p => p.SortName)
            .Select(p => new PossibleDirector(p.Id, p.Name, p.JobTitle))
            .ToListAsync(ct);
        return new BranchToEdit(
            branch.Id, branch.Name, branch.Code, branch.OpensAt, branch.ClosesAt, people.Find(p => p.Id == branch.Director)?.Id, branch.DirectorEmail, branch.Version, people,
            branch.Language, (await currentRollout.GetAsync(ct)).Languages, branch.Country, branch.Zone);
    }
}
