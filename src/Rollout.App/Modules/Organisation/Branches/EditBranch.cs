using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Organisation.Branches;

/// <summary>The values of a branch that the lead can change.</summary>
/// <param name="Version">The version shown on the form.</param>
public sealed record BranchChange(BranchId Id, int Version, string Code, LocalTime OpensAt, LocalTime ClosesAt, PersonId? Director, string? Language = null);

/// <summary>The lead changes a branch's code, working hours, language or director.</summary>
public sealed class EditBranch(IDbContextFactory<RolloutDb> dbs, RolloutSettingsCache currentRollout)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="BranchRules"/> rule is broken.</exception>
    /// <exception cref="DbUpdateConcurrencyException">Someone else changed the branch meanwhile.</exception>
    public async Task RunAsync(BranchChange change, CancellationToken ct = default)
    {
        var rollout = await currentRollout.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var branch = await db.Branches.SingleAsync(b => b.Id == change.Id, ct);
        db.Entry(branch).Property(b => b.Version).OriginalValue = change.Version;

        BranchRules.CodeIsFree.Ensure(!await db.Branches.AnyAsync(b => b.Code == change.Code && b.Id != change.Id, ct));
        await ChooseDirectorAsync(db, branch, change.Director, ct);
        branch.ChangeCode(change.Code);
        branch.SetLanguage(change.Language, rollout.Languages);
        branch.SetWorkingHours(change.OpensAt, change.ClosesAt);

        await db.SaveChangesAsync(ct);
    }

    private static async Task ChooseDirectorAsync(RolloutDb db, Branch branch, PersonId? director, CancellationToken ct)
    {
        if (director == branch.Director)
        {
            return; // unchanged, so an awaited director stays awaited
        }

        if (director is null)
        {
            branch.RemoveDirector();
            return;
        }

        BranchRules.DirectorWorksThere.Ensure(
            await db.People.AnyAsync(p => p.Id == director && p.Branch == branch.Id && p.Active && p.Email != null, ct));
        branch.AssignDirector(director.Value);
    }
}
