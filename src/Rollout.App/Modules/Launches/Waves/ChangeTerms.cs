using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Launches.SignOffs;
using Rollout.App.Persistence;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Launches.Waves;

/// <summary>The lead agrees other terms for a wave. A director whose go does not hold any more by it is told why.</summary>
public sealed class ChangeTerms(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, LaunchEmails mails, IClock clock)
{
    /// <param name="id">Which wave.</param>
    /// <param name="terms">As they are to be.</param>
    /// <param name="seen">How often the terms had been changed when they were read.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>How many goes turned stale by it.</returns>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="WaveRules"/> rule refuses.</exception>
    public async Task<int> RunAsync(WaveId id, WaveTerms terms, int seen, CancellationToken ct = default)
    {
        var (now, lead) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.BeginWaveTransactionAsync(id, ct);
        var wave = await db.Waves.WithReadiness().SingleAsync(w => w.Id == id, ct);
        var held = wave.Included.Where(l => l.StandingIn(wave, now).LetsStart).ToList();

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
        return held.Count(l => !l.StandingIn(wave, now).LetsStart);
    }
}
