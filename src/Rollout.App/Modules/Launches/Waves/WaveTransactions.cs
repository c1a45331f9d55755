using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Rollout.App.Persistence;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Launches.Waves;

/// <summary>
/// Serializes commands about one wave, on either database. A check that falls back, a director who signs and a lead who starts the wave in the same second
/// happen one after the other, each seeing the result of the previous one.
/// </summary>
internal static class WaveTransactions
{
    /// <summary>
    /// Begins a transaction that excludes all other commands about this wave. Incrementing the version locks the row, and is also what control rooms poll.
    /// </summary>
    public static async Task<IDbContextTransaction> BeginWaveTransactionAsync(this RolloutDb db, WaveId wave, CancellationToken ct)
    {
        var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Waves.WithRehearsals().Where(w => w.Id == wave).ExecuteUpdateAsync(set => set.SetProperty(w => w.Version, w => w.Version + 1), ct);
        return transaction;
    }

    /// <inheritdoc cref="BeginWaveTransactionAsync(RolloutDb, WaveId, CancellationToken)"/>
    public static async Task<IDbContextTransaction> BeginWaveTransactionAsync(this RolloutDb db, LaunchId launch, CancellationToken ct)
    {
        var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Waves.WithRehearsals().Where(w => w.Launches.Any(l => l.Id == launch)).ExecuteUpdateAsync(set => set.SetProperty(w => w.Version, w => w.Version + 1), ct);
        return transaction;
    }

    /// <summary>Takes the same lock without incrementing the version, for changes that no control room shows.</summary>
    public static async Task<IDbContextTransaction> BeginSilentWaveTransactionAsync(this RolloutDb db, WaveId wave, CancellationToken ct)
    {
        var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockWaveAsync(wave, ct);
        return transaction;
    }

    /// <summary>Includes everything that decides whether a wave may start.</summary>
    public static IQueryable<Wave> WithReadiness(this IQueryable<Wave> waves) => waves
        .Include(w => w.Launches).ThenInclude(l => l.Checks)
        .Include(w => w.Launches).ThenInclude(l => l.SignOffs)
        .AsSplitQuery();

    /// <summary>A launch with its checks, verdicts and roll-calls, and its wave.</summary>
    /// <returns>Null when there is no such launch.</returns>
    public static async Task<(Wave Wave, Launch Launch)?> FindWithWaveAsync(this RolloutDb db, LaunchId id, CancellationToken ct)
    {
        var launch = await db.Launches.WithRehearsals().Include(l => l.Checks).Include(l => l.SignOffs).Include(l => l.RollCalls).Include(l => l.KickOff).AsSplitQuery().SingleOrDefaultAsync(l => l.Id == id, ct);
        return launch is null ? null : (await db.Waves.WithRehearsals().SingleAsync(w => w.Id == launch.Wave, ct), launch);
    }
}
