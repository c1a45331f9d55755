using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Dashboard;

/// <summary>The next wave, or otherwise the last one that went live, with every branch's readiness.</summary>
public sealed record NextWave(
    WaveId Id, string Name, LocalDateTime Moment, DateTimeZone Zone, Instant MomentAt, Instant PlannedAt, WaveState State, IReadOnlyList<NextLaunch> Launches)
{
    public IEnumerable<NextLaunch> Included => Launches.Where(l => l.State != LaunchState.LeftOut);
}

/// <summary>One branch's part of the wave.</summary>
/// <param name="DoneOn">The days its checks were met, in order.</param>
/// <param name="DueOn">The days its checks are due, in order: the plan.</param>
/// <param name="Open">Its open checks, most urgent first.</param>
public sealed record NextLaunch(
    LaunchId Id, BranchId Branch, string Code, string BranchName, LaunchState State, SignOffStatusKind SignOffStatus, int Met, int Checks,
    IReadOnlyList<LocalDate> DoneOn, IReadOnlyList<LocalDate> DueOn, IReadOnlyList<DueCheck> Open, IReadOnlyList<SnapshotChange> Changes)
{
    public bool HasKickOff { get; init; }

    /// <summary>Its last roll-call; null before the first.</summary>
    public RollCall? RollCall { get; init; }

    /// <summary>How many checks are overdue.</summary>
    public int Behind(LocalDate today) => Open.Count(c => c.Due < today);
}

/// <summary>A check that is not met yet.</summary>
/// <param name="Seen">The last reading of what is measured; null when there was none yet, or someone answers.</param>
public sealed record DueCheck(CheckSubject Subject, LocalDate Due, bool Must, Reading? Seen);

public sealed class FindNextWave(IDbContextFactory<RolloutDb> dbs)
{
    /// <param name="branch">Only the wave this branch is in; null for the next wave of the rollout.</param>
    public async Task<NextWave?> RunAsync(Instant now, BranchId? branch = null, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var candidates = db.Waves.AsNoTracking().Where(w => branch == null || w.Launches.Any(l => l.Branch == branch && l.State != LaunchState.LeftOut));
        var id = await candidates.Where(w => w.State != WaveState.Live).OrderBy(w => w.MomentAt).Select(w => (WaveId?)w.Id).FirstOrDefaultAsync(ct)
            ?? await candidates.Where(w => w.State == WaveState.Live).OrderByDescending(w => w.LiveAt).Select(w => (WaveId?)w.Id).FirstOrDefaultAsync(ct);
        if (id is null)
        {
            return null;
        }

        var wave = await db.Waves.AsNoTracking().AsSplitQuery()
            .Include(w => w.Launches).ThenInclude(l => l.Checks)
            .Include(w => w.Launches).ThenInclude(l => l.SignOffs)
            .Include(w => w.Launches).ThenInclude(l => l.RollCalls)
            .Include(w => w.Launches).ThenInclude(l => l.KickOff)
            .SingleAsync(w => w.Id == id, ct);
        var branches = await db.Branches.AsNoTracking().Where(b => db.Launches.Any(l => l.Wave == id && l.Branch == b.Id)).ToDictionaryAsync(b => b.Id, ct);
        return new NextWave(
            wave.Id, wave.Name, wave.Moment, wave.Zone, wave.MomentAt, wave.PlannedAt, wave.State,
            [.. wave.Launches.OrderBy(l => branches[l.Branch].Position).Select(l => Of(wave, l, branches[l.Branch], now))]);
    }

    private static NextLaunch Of(Wave wave, Launch launch, Branch branch, Instant now)
    {
        var standing = launch.StatusIn(wave, now);
        return new NextLaunch(
            launch.Id, branch.Id, branch.Code, branch.Name, launch.State, standing.Kind,
            launch.Checks.Count(c => c.Done), launch.Checks.Count,
            [.. launch.Checks.Where(c => c.Done).Select(c => c.DoneAt!.Value.InZone(wave.Zone).Date).Order()],
            [.. launch.Checks.Select(c => c.Due).Order()],
            [.. launch.Checks.Where(c => !c.Done).OrderBy(c => c.Due).Select(c => new DueCheck(c.Subject, c.Due, c.Weight == CheckWeight.Must, c is { SeenPart: { } part, SeenWhole: { } whole } ? new Reading(part, whole) : null))],
            standing.Changes)
        { HasKickOff = launch.KickOff is not null, RollCall = launch.LastRollCall };
    }
}
