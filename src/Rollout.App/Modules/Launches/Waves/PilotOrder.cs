using Microsoft.EntityFrameworkCore;
using Rollout.App.Persistence;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Launches.Waves;

/// <summary>The pilot goes live before any other wave starts. Starting a wave and making one the pilot share one lock over all waves.</summary>
internal static class PilotOrder
{
    private const string Decision = "pilot";

    /// <summary>Called in the transaction that starts a wave.</summary>
    public static async Task PilotMustGoFirstAsync(this RolloutDb db, Wave wave, CancellationToken ct)
    {
        await db.AcquireLockAsync(Decision, ct);
        WaveRules.PilotGoesFirst.Ensure(wave.Terms.IsPilot || !await db.Waves.AnyAsync(w => w.Terms.IsPilot && w.State != WaveState.Live, ct));
    }

    /// <summary>Called in the transaction that makes a wave the pilot.</summary>
    public static async Task PilotMustComeFirstAsync(this RolloutDb db, WaveId pilot, CancellationToken ct)
    {
        await db.AcquireLockAsync(Decision, ct);
        WaveRules.PilotComesFirst.Ensure(!await db.Waves.AnyAsync(w => w.Id != pilot && !w.Terms.IsPilot && (w.State == WaveState.Started || w.State == WaveState.Held), ct));
    }
}
