using Microsoft.EntityFrameworkCore;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Branches;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Organisation.Branches;

/// <summary>The lead says which public holidays a branch keeps.</summary>
public sealed class ChoosePublicHolidays(IDbContextFactory<RolloutDb> dbs)
{
    /// <exception cref="BrokenRuleException"><see cref="BranchRules.RegionIsOfItsCountry"/></exception>
    public async Task RunAsync(BranchId id, string? region, bool keepsLiberationDay, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var branch = await db.Branches.SingleAsync(b => b.Id == id, ct);
        branch.ChoosePublicHolidays(region, Holidays.RegionsOf(branch.Country), keepsLiberationDay);
        await db.SaveChangesAsync(ct);
    }
}

/// <summary>The branches that days off are added to.</summary>
public enum DaysOffReach
{
    ThisBranch,
    SameHolidays,
    AllBranches,
}

/// <summary>The lead adds closing days or school holidays to one branch or several.</summary>
public sealed class AddDaysOff(IDbContextFactory<RolloutDb> dbs)
{
    /// <exception cref="BrokenRuleException">A <see cref="BranchRules"/> rule is broken. Nothing is added then.</exception>
    public async Task RunAsync(BranchId id, DaysOffPeriod period, DaysOffReach reach, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var all = await db.Branches.ToListAsync(ct);
        var here = all.Single(b => b.Id == id);
        foreach (var branch in all.Where(b => b == here || reach == DaysOffReach.AllBranches || (reach == DaysOffReach.SameHolidays && (b.Country, b.Region) == (here.Country, here.Region))))
        {
            branch.Add(period);
        }

        await db.SaveChangesAsync(ct);
    }
}

/// <summary>The lead removes closing days or school holidays from one branch.</summary>
public sealed class RemoveDaysOff(IDbContextFactory<RolloutDb> dbs)
{
    public async Task RunAsync(BranchId id, DaysOffPeriod period, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var branch = await db.Branches.SingleAsync(b => b.Id == id, ct);
        branch.Remove(period);
        await db.SaveChangesAsync(ct);
    }
}
