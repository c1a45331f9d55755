using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Launches.Waves;

/// <summary>The options of the form that plans a wave.</summary>
/// <param name="Free">Branches in no wave, in the lead's order.</param>
/// <param name="Number">The number of the next wave.</param>
/// <param name="BeginWith">The checklist that was asked for, otherwise that of the latest wave, otherwise empty.</param>
/// <param name="Checklists">The lead's saved checklists.</param>
/// <param name="Today">Today's date on the lead's calendar.</param>
public sealed record WavePlanningChoices(IReadOnlyList<BranchChoice> Free, bool AnyBranch, int Number, IReadOnlyList<PlannedCheck> BeginWith, IReadOnlyList<SavedChecklist> Checklists, LocalDate Today);

/// <summary>A saved checklist.</summary>
public sealed record SavedChecklist(ChecklistId Id, string Name);

/// <summary>Finds the branches that can be planned, and the initial checklist.</summary>
public sealed class FindWavePlanningChoices(IDbContextFactory<RolloutDb> dbs, RolloutSettingsCache currentRollout, IClock clock)
{
    public async Task<WavePlanningChoices> RunAsync(ChecklistId? with = null, CancellationToken ct = default)
    {
        var rollout = await currentRollout.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var free = await db.Branches
            .Where(b => !db.Launches.Any(l => l.Branch == b.Id && l.State != LaunchState.LeftOut))
            .OrderBy(b => b.Position).Select(b => new BranchChoice(b.Id, b.Name, b.Code)).ToListAsync(ct);
        var kept = await db.Checklists.AsNoTracking().OrderBy(c => c.Name).ToListAsync(ct);
        var beginWith = kept.Find(c => c.Id == with)?.ReadLines() ?? await LastAsync(db, ct);
        return new WavePlanningChoices(free, await db.Branches.AnyAsync(ct), await db.Waves.CountAsync(ct) + 1, beginWith, [.. kept.Select(c => new SavedChecklist(c.Id, c.Name))], clock.GetCurrentInstant().InZone(rollout.Zone).Date);
    }

    private static async Task<IReadOnlyList<PlannedCheck>> LastAsync(RolloutDb db, CancellationToken ct)
    {
        var last = await db.Waves.AsNoTracking().Include(w => w.Launches).ThenInclude(l => l.Checks).OrderByDescending(w => w.PlannedAt).AsSplitQuery().FirstOrDefaultAsync(ct);
        return last?.Launches[0].Checks.Where(c => !c.IsCondition).OrderBy(c => c.Position)
            .Select(c => PlannedCheck.From(c, last, withOwner: false)).ToList() ?? [];
    }
}
