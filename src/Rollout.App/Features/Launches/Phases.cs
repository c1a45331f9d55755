using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Access;
using Rollout.App.Data;
using Rollout.App.Operations;
using Rollout.Domain.Launches;

namespace Rollout.App.Features.Launches;

/// <summary>The phases of the rollout in the order of their days, and today on the lead's calendar.</summary>
public sealed record PhasesFound(IReadOnlyList<Phase> Phases, LocalDate Today);

public sealed class ListPhases(IDbContextFactory<RolloutDb> dbs, CurrentRollout currentRollout, IClock clock)
{
    public async Task<PhasesFound> RunAsync(CancellationToken ct = default)
    {
        var rollout = await currentRollout.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return new PhasesFound(await db.Phases.AsNoTracking().OrderBy(p => p.From).ThenBy(p => p.Until).ToListAsync(ct), clock.GetCurrentInstant().InZone(rollout.Zone).Date);
    }
}

/// <summary>The lead adds a phase.</summary>
public sealed class PlanPhase(IDbContextFactory<RolloutDb> dbs, CurrentPerson me)
{
    /// <exception cref="Domain.Rules.BrokenRuleException">A <see cref="PhaseRules"/> rule refuses.</exception>
    public async Task RunAsync(string name, string note, LocalDate from, LocalDate until, CancellationToken ct = default)
    {
        var phase = Phase.Plan(name, note, from, until, await me.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        db.Phases.Add(phase);
        await db.SaveChangesAsync(ct);
    }
}

/// <summary>The lead takes a phase off the list.</summary>
public sealed class DropPhase(IDbContextFactory<RolloutDb> dbs, CurrentPerson me)
{
    public async Task RunAsync(PhaseId id, CancellationToken ct = default)
    {
        WaveRules.OnlyTheLead.MustHold((await me.GetAsync(ct)).IsLead);
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.Phases.Where(p => p.Id == id).ExecuteDeleteAsync(ct);
    }
}
