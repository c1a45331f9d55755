using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Launches;

/// <summary>The phases of the rollout by date, and today's date on the lead's calendar.</summary>
public sealed record PhaseList(IReadOnlyList<Phase> Phases, LocalDate Today);

public sealed class ListPhases(IDbContextFactory<RolloutDb> dbs, RolloutSettingsCache currentRollout, IClock clock)
{
    public async Task<PhaseList> RunAsync(CancellationToken ct = default)
    {
        var rollout = await currentRollout.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return new PhaseList(await db.Phases.AsNoTracking().OrderBy(p => p.From).ThenBy(p => p.Until).ToListAsync(ct), clock.GetCurrentInstant().InZone(rollout.Zone).Date);
    }
}

/// <summary>The lead adds a phase.</summary>
public sealed class PlanPhase(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="PhaseRules"/> rule is broken.</exception>
    public async Task RunAsync(string name, string note, LocalDate from, LocalDate until, CancellationToken ct = default)
    {
        var phase = Phase.Plan(name, note, from, until, await me.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        db.Phases.Add(phase);
        await db.SaveChangesAsync(ct);
    }
}

/// <summary>The lead deletes a phase.</summary>
public sealed class DeletePhase(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me)
{
    public async Task RunAsync(PhaseId id, CancellationToken ct = default)
    {
        WaveRules.OnlyTheLead.Ensure((await me.GetAsync(ct)).IsLead);
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.Phases.Where(p => p.Id == id).ExecuteDeleteAsync(ct);
    }
}
