using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Branches;

namespace Rollout.App.Modules.Organisation.Branches;

/// <summary>The days off of a branch, as the lead keeps them.</summary>
/// <param name="Regions">The regions of its country that have holidays of their own.</param>
/// <param name="Coming">The public holidays of the next twelve months that are no weekend.</param>
/// <param name="Periods">Those that are not over yet.</param>
public sealed record BranchDaysOff(
    BranchId Id, string Name, DaysOff Days, IReadOnlyList<string> Regions, IReadOnlyList<LocalDate> Coming, IReadOnlyList<DaysOffPeriod> Periods, LocalDate Today, int OtherBranches);

/// <summary>Finds the days off of one branch.</summary>
public sealed class FindDaysOff(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    public async Task<BranchDaysOff?> RunAsync(BranchId id, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var branch = await db.Branches.AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, ct);
        if (branch is null)
        {
            return null;
        }

        var (today, holidays) = (clock.GetCurrentInstant().InZone(branch.Zone).Date, Holidays.Of(branch.DaysOff).PublicHolidays);
        var coming = holidays.Of(today.Year).Concat(holidays.Of(today.Year + 1)).Where(day => day >= today && day < today.PlusYears(1) && day.DayOfWeek <= IsoDayOfWeek.Friday);
        return new BranchDaysOff(
            branch.Id, branch.Name, branch.DaysOff, Holidays.RegionsOf(branch.Country), [.. coming.Order()], [.. branch.Periods.Where(p => p.Until >= today)], today,
            await db.Branches.CountAsync(b => b.Id != id, ct));
    }
}
