using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Launches.Gate;
using Rollout.App.Modules.Launches.Readiness;
using Rollout.App.Modules.Launches.SignOffs;
using Rollout.App.Persistence;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Launches.Waves;

/// <summary>The lead starts a wave whose branches all have a valid go; from then on it goes live automatically.</summary>
public sealed class StartWave(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, LaunchEmails mails, RefreshReadiness watch, FindStartGate gate, IClock clock)
{
    public async Task RunAsync(WaveId id, CancellationToken ct = default)
    {
        var (now, lead) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        await watch.LookAsync(id, ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.BeginWaveTransactionAsync(id, ct);
        var wave = await db.Waves.WithReadiness().SingleAsync(w => w.Id == id, ct);

        await db.PilotMustGoFirstAsync(wave, ct);
        wave.Start(await gate.RunAsync(db, wave.Included.Select(l => l.Branch), ct), lead, now);

        db.Add(new WaveEvent(id, WaveEventKind.Started, null, "", lead.Id, now));
        var letters = await mails.AtAsync(now, ct);
        db.Outbox.AddRange((await db.InvolvedInAsync(id, ct)).In(wave).Select(i => letters.Started(wave, i)));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}

/// <summary>The lead stops the count-down for all branches, with a reason. Every director is notified.</summary>
public sealed class HoldWave(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, LaunchEmails mails, IClock clock)
{
    public async Task RunAsync(WaveId id, string reason, CancellationToken ct = default)
    {
        var (now, lead) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.BeginWaveTransactionAsync(id, ct);
        var wave = await db.Waves.Include(w => w.Launches).SingleAsync(w => w.Id == id, ct);

        wave.Hold(reason, lead, now);

        db.Add(new WaveEvent(id, WaveEventKind.Held, null, reason, lead.Id, now));
        var letters = await mails.AtAsync(now, ct);
        db.Outbox.AddRange((await db.InvolvedInAsync(id, ct)).In(wave).Select(i => letters.OnHold(wave, i)));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}

/// <summary>The lead resumes the count-down before the moment, if every branch still has a valid go.</summary>
public sealed class LiftHold(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, LaunchEmails mails, RefreshReadiness watch, IClock clock)
{
    public async Task RunAsync(WaveId id, CancellationToken ct = default)
    {
        var (now, lead) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        await watch.LookAsync(id, ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.BeginWaveTransactionAsync(id, ct);
        var wave = await db.Waves.WithReadiness().SingleAsync(w => w.Id == id, ct);

        wave.Lift(lead, now);

        db.Add(new WaveEvent(id, WaveEventKind.Lifted, null, "", lead.Id, now));
        var letters = await mails.AtAsync(now, ct);
        db.Outbox.AddRange((await db.InvolvedInAsync(id, ct)).In(wave).Select(i => letters.Lifted(wave, i)));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}

/// <summary>The lead takes back the start, so that the wave can be changed again.</summary>
public sealed class TakeBackStart(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, LaunchEmails mails, IClock clock)
{
    public async Task RunAsync(WaveId id, CancellationToken ct = default)
    {
        var (now, lead) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.BeginWaveTransactionAsync(id, ct);
        var wave = await db.Waves.Include(w => w.Launches).SingleAsync(w => w.Id == id, ct);

        wave.TakeBack(lead, now);

        db.Add(new WaveEvent(id, WaveEventKind.TakenBack, null, "", lead.Id, now));
        var letters = await mails.AtAsync(now, ct);
        db.Outbox.AddRange((await db.InvolvedInAsync(id, ct)).In(wave).Select(i => letters.Held(wave, i)));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
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

internal static class WaveContacts
{
    /// <summary>The branches included in the wave whose director can be reached.</summary>
    public static IEnumerable<LaunchContact> In(this IEnumerable<LaunchContact> involved, Wave wave)
    {
        var included = wave.Included.Select(l => l.Id).ToHashSet();
        return involved.Where(i => i.Director is not null && included.Contains(i.Launch));
    }
}
