using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Launches.Gate;
using Rollout.App.Modules.Launches.Readiness;
using Rollout.App.Modules.Launches.SignOffs;
using Rollout.App.Persistence;
using Rollout.Domain.Access;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Launches.Waves;

/// <summary>The lead starts a wave whose branches all have a valid go; from then on it goes live automatically.</summary>
public sealed class StartWave(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, LaunchEmails mails, RefreshReadiness watch, FindStartGate gate, IClock clock)
    : CountDownCommand(dbs, me, mails, clock)
{
    public async Task RunAsync(WaveId id, CancellationToken ct = default)
    {
        await watch.LookAsync(id, ct);
        await ChangeAsync(id, WaveEventKind.Started, StartAsync, (mails, wave, of) => mails.Started(wave, of), ct);

        async Task StartAsync(RolloutDb db, Wave wave, CurrentUser lead, Instant now)
        {
            await db.PilotMustGoFirstAsync(wave, ct);
            wave.Start(await gate.RunAsync(db, wave.Included.Select(l => l.Branch), ct), lead, now);
        }
    }
}

/// <summary>The lead stops the count-down for all branches, with a reason. Every director is notified.</summary>
public sealed class HoldWave(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, LaunchEmails mails, IClock clock) : CountDownCommand(dbs, me, mails, clock)
{
    public Task RunAsync(WaveId id, string reason, CancellationToken ct = default) =>
        ChangeAsync(id, WaveEventKind.Held, (wave, lead, now) => wave.Hold(reason, lead, now), (mails, wave, of) => mails.OnHold(wave, of), ct, reason);
}

/// <summary>The lead resumes the count-down before the moment, if every branch still has a valid go.</summary>
public sealed class LiftHold(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, LaunchEmails mails, RefreshReadiness watch, IClock clock) : CountDownCommand(dbs, me, mails, clock)
{
    public async Task RunAsync(WaveId id, CancellationToken ct = default)
    {
        await watch.LookAsync(id, ct);
        await ChangeAsync(id, WaveEventKind.Lifted, (wave, lead, now) => wave.Lift(lead, now), (mails, wave, of) => mails.Lifted(wave, of), ct);
    }
}

/// <summary>The lead takes back the start, so that the wave can be changed again.</summary>
public sealed class TakeBackStart(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, LaunchEmails mails, IClock clock) : CountDownCommand(dbs, me, mails, clock)
{
    public Task RunAsync(WaveId id, CancellationToken ct = default) =>
        ChangeAsync(id, WaveEventKind.TakenBack, (wave, lead, now) => wave.TakeBack(lead, now), (mails, wave, of) => mails.Held(wave, of), ct);
}

/// <summary>The lead asks directors whose go is missing, and their current deputies, to sign. Each at most once a day.</summary>
public sealed class AskToSign(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, LaunchEmails mails, IClock clock)
{
    /// <returns>How many people were newly asked.</returns>
    public async Task<int> RunAsync(WaveId id, CancellationToken ct = default)
    {
        var (now, lead) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        WaveRules.OnlyTheLead.Ensure(lead.IsLead);
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.BeginWaveTransactionAsync(id, ct);
        var wave = await db.Waves.WithReadiness().SingleAsync(w => w.Id == id, ct);
        WaveRules.NothingChangesAfterLive.Ensure(wave.State != WaveState.Live);

        var missing = wave.Blockages(now).Select(b => b.Launch).ToHashSet();
        var letters = await mails.AtAsync(now, ct);
        var signers = await (await db.InvolvedInAsync(id, ct)).Where(i => missing.Contains(i.Launch)).GetSignersAsync(db, now.InZone(wave.Zone).Date, ct);
        var asked = await db.QueueOnceAsync([.. signers.Select(i => letters.AskToSign(wave, i))], ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return asked;
    }
}
