using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Access;
using Rollout.App.Data;
using Rollout.Domain.Launches;

namespace Rollout.App.Features.Launches;

/// <summary>The lead starts a wave whose branches all have a go: from here it goes live by itself.</summary>
public sealed class StartWave(IDbContextFactory<RolloutDb> dbs, CurrentPerson me, LaunchMails mails, IClock clock)
{
    public async Task RunAsync(WaveId id, CancellationToken ct = default)
    {
        var (now, lead) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.EnterAsync(id, ct);
        var wave = await db.Waves.WithReadiness().SingleAsync(w => w.Id == id, ct);

        wave.Start(lead, now);

        var letters = await mails.AtAsync(now, ct);
        db.Outbox.AddRange((await db.InvolvedInAsync(id, ct)).In(wave).Select(i => letters.Started(wave, i)));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}

/// <summary>The lead takes the start back, so that the wave can be changed again.</summary>
public sealed class HoldWave(IDbContextFactory<RolloutDb> dbs, CurrentPerson me, LaunchMails mails, IClock clock)
{
    public async Task RunAsync(WaveId id, CancellationToken ct = default)
    {
        var (now, lead) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.EnterAsync(id, ct);
        var wave = await db.Waves.Include(w => w.Launches).SingleAsync(w => w.Id == id, ct);

        wave.Hold(lead, now);

        var letters = await mails.AtAsync(now, ct);
        db.Outbox.AddRange((await db.InvolvedInAsync(id, ct)).In(wave).Select(i => letters.Held(wave, i)));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}

/// <summary>The lead asks the directors whose go is missing to sign. Each is asked at most once a day.</summary>
public sealed class AskToSign(IDbContextFactory<RolloutDb> dbs, CurrentPerson me, LaunchMails mails, IClock clock)
{
    /// <returns>How many were asked now.</returns>
    public async Task<int> RunAsync(WaveId id, CancellationToken ct = default)
    {
        var (now, lead) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        WaveRules.OnlyTheLead.MustHold(lead.IsLead);
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.EnterAsync(id, ct);
        var wave = await db.Waves.WithReadiness().SingleAsync(w => w.Id == id, ct);
        WaveRules.NothingChangesAfterLive.MustHold(wave.State != WaveState.Live);

        var missing = wave.Blockages(now).Select(b => b.Launch).ToHashSet();
        var letters = await mails.AtAsync(now, ct);
        var asked = (await db.InvolvedInAsync(id, ct)).In(wave).Where(i => missing.Contains(i.Launch)).Select(i => letters.AskToSign(wave, i)).ToList();
        var keys = asked.Select(m => m.Key).ToList();
        var before = await db.Outbox.Where(m => keys.Contains(m.Key)).Select(m => m.Key).ToListAsync(ct);
        asked.RemoveAll(m => before.Contains(m.Key));
        db.Outbox.AddRange(asked);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return asked.Count;
    }
}

internal static class InvolvedInWave
{
    /// <summary>Those of the branches in the wave whose director can be reached.</summary>
    public static IEnumerable<Involved> In(this IEnumerable<Involved> involved, Wave wave)
    {
        var included = wave.Included.Select(l => l.Id).ToHashSet();
        return involved.Where(i => i.Director is not null && included.Contains(i.Launch));
    }
}
