using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Data;
using Rollout.App.Operations;
using Rollout.Domain.Launches;

namespace Rollout.App.Features.Launches;

/// <summary>What the lead needs to plan a wave.</summary>
/// <param name="Free">The branches that are in no wave, in the lead's order.</param>
/// <param name="Number">The number of the next wave.</param>
/// <param name="LastChecklist">The checklist of the wave planned last, or empty.</param>
/// <param name="Today">Today on the lead's calendar.</param>
public sealed record Planning(IReadOnlyList<BranchChoice> Free, bool AnyBranch, int Number, IReadOnlyList<PlannedCheck> LastChecklist, LocalDate Today);

/// <summary>Which branches can be planned, and with which checklist to begin.</summary>
public sealed class FindPlanning(IDbContextFactory<RolloutDb> dbs, CurrentRollout currentRollout, IClock clock)
{
    public async Task<Planning> RunAsync(CancellationToken ct = default)
    {
        var rollout = await currentRollout.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var free = await db.Branches
            .Where(b => !db.Launches.Any(l => l.Branch == b.Id && l.State != LaunchState.LeftOut))
            .OrderBy(b => b.Position).Select(b => new BranchChoice(b.Id, b.Name, b.Code)).ToListAsync(ct);
        var last = await db.Waves.AsNoTracking().Include(w => w.Launches).ThenInclude(l => l.Checks).OrderByDescending(w => w.PlannedAt).AsSplitQuery().FirstOrDefaultAsync(ct);
        var checklist = last?.Launches[0].Checks.Where(c => !c.IsCondition).OrderBy(c => c.Position)
            .Select(c => new PlannedCheck(c.Text, c.Weight, Math.Max(0, Period.DaysBetween(c.Due, last.Day)))).ToList() ?? [];
        return new Planning(free, await db.Branches.AnyAsync(ct), await db.Waves.CountAsync(ct) + 1, checklist, clock.GetCurrentInstant().InZone(rollout.Zone).Date);
    }
}
