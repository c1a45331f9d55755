using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Organisation.FirstStart;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Branches;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Organisation.Branches;

/// <summary>A branch as the lead types it.</summary>
public sealed record NewBranch(string Name, Place Place, LocalTime OpensAt, LocalTime ClosesAt, string? Language);

/// <summary>The lead adds one branch, the last in the list, with three letters made of its name.</summary>
public sealed class OpenBranch(IDbContextFactory<RolloutDb> dbs, RolloutSettingsCache currentRollout)
{
    /// <exception cref="BrokenRuleException">A <see cref="BranchRules"/> rule is broken.</exception>
    public async Task<BranchId> RunAsync(NewBranch typed, CancellationToken ct = default)
    {
        var rollout = await currentRollout.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.AcquireLockAsync("branches", ct);
        var codes = (await db.Branches.Select(b => b.Code).ToListAsync(ct)).ToHashSet();
        var (isTaken, last) = (await db.IsNamedAsync(typed.Name, null, ct), await db.Branches.MaxAsync(b => (int?)b.Position, ct) ?? 0);
        Branch branch = null!;
        RuleSet.EnsureAll(
            () => BranchRules.NameIsFree.Ensure(!isTaken),
            () => branch = Branch.Open(typed.Name, BranchCode.Propose(typed.Name, codes), typed.Place.Country, typed.Place.Zone, last + 1),
            () => BranchRules.OpensBeforeItCloses.Ensure(typed.OpensAt < typed.ClosesAt));
        branch.SetWorkingHours(typed.OpensAt, typed.ClosesAt);
        branch.SetLanguage(typed.Language, rollout.Languages);
        db.Branches.Add(branch);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return branch.Id;
    }
}
