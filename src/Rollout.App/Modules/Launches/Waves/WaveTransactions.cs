using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Rollout.App.Persistence;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Launches.Waves;

/// <summary>
/// One act at a time about one wave, on either database. A check that falls back, a director who signs and a lead who starts the wave in the
/// same second happen one after the other, each seeing what the one before did.
/// </summary>
internal static class WaveTransactions
{
    /// <summary>
    /// Begins a transaction that no other act about this wave can be in. Counting the version is what locks the row; it is also what the
    /// control room looks at to see that something happened.
    /// </summary>
    public static async Task<IDbContextTransaction> BeginWaveTransactionAsync(this RolloutDb db, WaveId wave, CancellationToken ct)
    {
        var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Waves.IgnoreQueryFilters().Where(w => w.Id == wave).ExecuteUpdateAsync(set => set.SetProperty(w => w.Version, w => w.Version + 1), ct);
        return transaction;
    }

    /// <inheritdoc cref="BeginWaveTransactionAsync(RolloutDb, WaveId, CancellationToken)"/>
    public static async Task<IDbContextTransaction> BeginWaveTransactionAsync(this RolloutDb db, LaunchId launch, CancellationToken ct)
    {
        var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Waves.IgnoreQueryFilters().Where(w => w.Launches.Any(l => l.Id == launch)).ExecuteUpdateAsync(set => set.SetProperty(w => w.Version, w => w.Version + 1), ct);
        return transaction;
    }

    /// <summary>The same lock without the count: for what no control room has to show.</summary>
    public static async Task<IDbContextTransaction> BeginSilentWaveTransactionAsync(this RolloutDb db, WaveId wave, CancellationToken ct)
    {
        var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Waves.IgnoreQueryFilters().Where(w => w.Id == wave).ExecuteUpdateAsync(set => set.SetProperty(w => w.Version, w => w.Version), ct);
        return transaction;
    }

    /// <summary>A wave with all that decides whether it may start.</summary>
    public static IQueryable<Wave> WithReadiness(this IQueryable<Wave> waves) => waves
        .Include(w => w.Launches).ThenInclude(l => l.Checks)
        .Include(w => w.Launches).ThenInclude(l => l.SignOffs)
        .AsSplitQuery();

    /// <summary>A launch with its checks, verdicts and reports, and the wave it is in.</summary>
    /// <returns>Null when there is no such launch.</returns>
    public static async Task<(Wave Wave, Launch Launch)?> FindWithWaveAsync(this RolloutDb db, LaunchId id, CancellationToken ct)
    {
        var launch = await db.Launches.IgnoreQueryFilters().Include(l => l.Checks).Include(l => l.SignOffs).Include(l => l.RollCalls).Include(l => l.KickOff).AsSplitQuery().SingleOrDefaultAsync(l => l.Id == id, ct);
        return launch is null ? null : (await db.Waves.IgnoreQueryFilters().SingleAsync(w => w.Id == launch.Wave, ct), launch);
    }
}
