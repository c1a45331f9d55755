using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Modules.Organisation.FirstStart;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Branches;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Organisation.Branches;

/// <summary>What the lead may change of a branch.</summary>
/// <param name="Version">Of the branch as it was shown.</param>
public sealed record BranchChange(BranchId Id, int Version, string Code, LocalTime OpensAt, LocalTime ClosesAt, PersonId? Director, string? Language = null)
{
    /// <summary>Its name; null leaves it as it is.</summary>
    public string? Name { get; init; }

    /// <summary>Where it is; null leaves it where it was.</summary>
    public Place? Place { get; init; }
}

/// <summary>The lead changes a branch: its name, place, three letters, working hours, language or director.</summary>
public sealed class EditBranch(IDbContextFactory<RolloutDb> dbs, RolloutSettingsCache currentRollout)
{
    /// <exception cref="BrokenRuleException">A <see cref="BranchRules"/> rule is broken.</exception>
    /// <exception cref="DbUpdateConcurrencyException">Someone changed the branch since it was shown.</exception>
    public async Task RunAsync(BranchChange change, CancellationToken ct = default)
    {
        var rollout = await currentRollout.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var branch = await db.Branches.SingleAsync(b => b.Id == change.Id, ct);
        db.Entry(branch).Property(b => b.Version).OriginalValue = change.Version;

        var (name, codeIsTaken) = (change.Name ?? branch.Name, await db.Branches.AnyAsync(b => b.Code == change.Code && b.Id != change.Id, ct));
        var nameIsTaken = await db.IsNamedAsync(name, change.Id, ct);
        var (now, worksThere) = (await db.Branches.Where(b => b.Id == branch.Id).FindDirectorsAsync(db, ct), await WorksThereAsync(db, branch, change.Director, ct));
        RuleSet.EnsureAll(
            () => BranchRules.NameIsFree.Ensure(!nameIsTaken),
            () => branch.Rename(name),
            () => BranchRules.CodeIsFree.Ensure(!codeIsTaken),
            () => branch.ChangeCode(change.Code),
            () => branch.SetWorkingHours(change.OpensAt, change.ClosesAt),
            () => branch.SetLanguage(change.Language, rollout.Languages),
            () => Choose(branch, now.GetValueOrDefault(branch.Id)?.Id, change.Director, worksThere));
        if (change.Place is { } place)
        {
            await MoveToAsync(db, branch, place, ct);
        }

        await db.SaveChangesAsync(ct);
    }

    private static Task<bool> WorksThereAsync(RolloutDb db, Branch branch, PersonId? director, CancellationToken ct) =>
        db.People.AnyAsync(p => p.Id == director && p.Branch == branch.Id && p.Active && p.Email != null, ct);

    private static void Choose(Branch branch, PersonId? now, PersonId? director, bool worksThere)
    {
        if (director == now)
        {
            return; // unchanged, so an awaited director stays awaited
        }

        if (director is null)
        {
            branch.RemoveDirector();
            return;
        }

        BranchRules.DirectorWorksThere.Ensure(worksThere);
        branch.AssignDirector(director.Value);
    }

    // What a mobile number means and where a name is sorted depends on the country.
    private static async Task MoveToAsync(RolloutDb db, Branch branch, Place place, CancellationToken ct)
    {
        var another = branch.Country != place.Country;
        branch.MoveTo(place.Country, place.Zone);
        foreach (var person in another ? await db.People.Where(p => p.Branch == branch.Id).ToListAsync(ct) : [])
        {
            person.MakeKeys(place.Country);
        }
    }
}

internal static class BranchNames
{
    /// <summary>Whether another branch has this name, however it is written.</summary>
    public static Task<bool> IsNamedAsync(this RolloutDb db, string name, BranchId? except, CancellationToken ct)
    {
        var key = TextNormalizer.Normalize(name);
        return db.Branches.AnyAsync(b => b.MatchName == key && b.Id != except, ct);
    }
}
