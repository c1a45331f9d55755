using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Access;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Launches.Waves;

/// <summary>A wave in the list.</summary>
/// <param name="Moment">In the lead's time zone.</param>
/// <param name="WithGo">How many of them have a valid go.</param>
/// <param name="Names">The names of its branches, in the lead's order.</param>
/// <param name="Passed">Whether the moment has come although the wave was not started.</param>
/// <param name="Yours">The launches of branches the current user directs.</param>
public sealed record WaveSummary(
    WaveId Id, string Name, LocalDateTime Moment, LocalDate Today, WaveState State, int Branches, int WithGo, IReadOnlyList<string> Names, bool Passed, IReadOnlyList<LaunchSummary> Yours);

/// <summary>The launch of one branch, for its director.</summary>
public sealed record LaunchSummary(LaunchId Id, string Branch, LaunchState State, SignOffStatusKind SignOff, int Done, int Checks);

/// <summary>Lists the waves: all for the lead, those with their branches for directors. Upcoming waves first, then live ones.</summary>
public sealed class ListWaves(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    public async Task<IReadOnlyList<WaveSummary>> RunAsync(CancellationToken ct = default)
    {
        var (now, actor) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        var waves = await db.Waves.AsNoTracking().WithReadiness().ToListAsync(ct);
        var branches = await db.Branches.AsNoTracking().Select(b => new { b.Id, b.Name, b.Position }).ToDictionaryAsync(b => b.Id, b => (b.Name, b.Position), ct);
        return [.. waves
            .Where(w => actor.SeesAll || w.Launches.Any(l => actor.Directs.Contains(l.Branch)))
            .OrderBy(w => w.State == WaveState.Live).ThenBy(w => w.State == WaveState.Live ? -w.MomentAt.ToUnixTimeMilliseconds() : w.MomentAt.ToUnixTimeMilliseconds())
            .Select(w => Listed(w, branches, actor, now))];
    }

    private static WaveSummary Listed(Wave wave, Dictionary<BranchId, (string Name, int Position)> branches, CurrentUser actor, Instant now)
    {
        var included = wave.Included.OrderBy(l => branches[l.Branch].Position).ToList();
        return new WaveSummary(
            wave.Id, wave.Name, wave.Moment, now.InZone(wave.Zone).Date, wave.State, included.Count,
            included.Count(l => l.StatusIn(wave, now).LetsStart), [.. included.Select(l => branches[l.Branch].Name)],
            wave.State == WaveState.Planned && wave.MomentAt <= now,
            [.. wave.Launches.Where(l => actor.Directs.Contains(l.Branch)).Select(l => new LaunchSummary(
                l.Id, branches[l.Branch].Name, l.State, l.StatusIn(wave, now).Kind, l.Checks.Count(c => c.Done), l.Checks.Count))]);
    }
}
