using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Launches.SignOffs;
using Rollout.App.Persistence;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Launches.Waves;

/// <summary>The lead changes the terms of a wave. Directors whose go becomes stale are notified with the reason.</summary>
public sealed class ChangeTerms(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, LaunchEmails mails, IClock clock)
{
    /// <param name="seen">How often the terms had been changed when the form was shown.</param>
    /// <returns>How many goes became stale.</returns>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="WaveRules"/> rule is broken.</exception>
    public async Task<int> RunAsync(WaveId id, WaveTerms terms, int seen, CancellationToken ct = default)
    {
        var (now, lead) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.BeginWaveTransactionAsync(id, ct);
        var wave = await db.Waves.WithReadiness().SingleAsync(w => w.Id == id, ct);
        var held = wave.Included.Where(l => l.StatusIn(wave, now).LetsStart).ToList();

        var changes = wave.Agree(terms, seen, lead);

        if (changes.Any(c => c is { WaveTermField: WaveTermField.Pilot, Is: 1 }))
        {
            await db.PilotMustComeFirstAsync(id, ct);
        }

        if (changes.Count > 0)
        {
            db.Add(new WaveEvent(id, WaveEventKind.TermsChanged, null, TermChange.Serialize(changes), lead.Id, now));
        }

        await db.TellOfStaleAsync(await mails.AtAsync(now, ct), wave, held, now, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return held.Count(l => !l.StatusIn(wave, now).LetsStart);
    }
}
