using Microsoft.EntityFrameworkCore;
using Rollout.App.Persistence;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Launches.Waves;

/// <summary>
/// The pilot goes live before any other wave starts. Starting a wave and making one the pilot are decided one at a time over all waves.
/// </summary>
internal static class PilotOrder
{
    private const string Decision = "pilot";

    /// <summary>Before a wave starts, in its transaction.</summary>
    public static async Task PilotMustGoFirstAsync(this RolloutDb db, Wave wave, CancellationToken ct)
    {
        await db.AcquireLockAsync(Decision, ct);
        WaveRules.PilotGoesFirst.Ensure(wave.Terms.IsPilot || !await db.Waves.AnyAsync(w => w.Terms.IsPilot && w.State != WaveState.Live, ct));
    }

    /// <summary>Before a wave becomes the pilot, in its transaction.</summary>
    public static async Task PilotMustComeFirstAsync(this RolloutDb db, WaveId pilot, CancellationToken ct)
    {
        await db.AcquireLockAsync(Decision, ct);
        WaveRules.PilotComesFirst.Ensure(!await db.Waves.AnyAsync(w => w.Id != pilot && !w.Terms.IsPilot && (w.State == WaveState.Started || w.State == WaveState.Held), ct));
    }
}
