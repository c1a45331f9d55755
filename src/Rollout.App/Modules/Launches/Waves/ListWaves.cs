using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Access;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Launches.Waves;

/// <summary>A wave in the list of waves.</summary>
/// <param name="Moment">In the lead's zone.</param>
/// <param name="Branches">How many are in it.</param>
/// <param name="WithGo">How many of those have a go that holds.</param>
/// <param name="Names">The branches in it, in the lead's order.</param>
/// <param name="Passed">The moment has come and the wave was not started.</param>
/// <param name="Yours">The launches of the branches the asking director directs.</param>
public sealed record WaveSummary(
    WaveId Id, string Name, LocalDateTime Moment, LocalDate Today, WaveState State, int Branches, int WithGo, IReadOnlyList<string> Names, bool Passed, IReadOnlyList<LaunchSummary> Yours);

/// <summary>One branch's launch, for its director.</summary>
public sealed record LaunchSummary(LaunchId Id, string Branch, LaunchState State, SignOffStatusKind Standing, int Done, int Checks);

/// <summary>The waves: all for the lead, those with a branch of theirs for a director. What is to come first, then what is live.</summary>
public sealed class ListWaves(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    public async Task<IReadOnlyList<WaveSummary>> RunAsync(CancellationToken ct = default)
    {
        var (now, actor) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        var waves = await db.Waves.AsNoTracking().WithReadiness().ToListAsync(ct);
        var branches = await db.Branches.AsNoTracking().Select(b => new { b.Id, b.Name, b.Position }).ToDictionaryAsync(b => b.Id, b => (b.Name, b.Position), ct);
        return [.. waves
            .Where(w => actor.IsLead || w.Launches.Any(l => actor.Directs.Contains(l.Branch)))
            .OrderBy(w => w.State == WaveState.Live).ThenBy(w => w.State == WaveState.Live ? -w.MomentAt.ToUnixTimeMilliseconds() : w.MomentAt.ToUnixTimeMilliseconds())
            .Select(w => Listed(w, branches, actor, now))];
    }

    private static WaveSummary Listed(Wave wave, Dictionary<BranchId, (string Name, int Position)> branches, CurrentUser actor, Instant now)
    {
        var included = wave.Included.OrderBy(l => branches[l.Branch].Position).ToList();
        return new WaveSummary(
            wave.Id, wave.Name, wave.Moment, now.InZone(wave.Zone).Date, wave.State, included.Count,
            included.Count(l => l.StandingIn(wave, now).LetsStart), [.. included.Select(l => branches[l.Branch].Name)],
            wave.State == WaveState.Planned && wave.MomentAt <= now,
            [.. wave.Launches.Where(l => actor.Directs.Contains(l.Branch)).Select(l => new LaunchSummary(
                l.Id, branches[l.Branch].Name, l.State, l.StandingIn(wave, now).Kind, l.Checks.Count(c => c.Done), l.Checks.Count))]);
    }
}
