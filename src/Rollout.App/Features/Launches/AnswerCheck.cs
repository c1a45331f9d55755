using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Access;
using Rollout.App.Data;
using Rollout.Domain.Launches;

namespace Rollout.App.Features.Launches;

/// <summary>A check is done, says its owner, the branch's director or the lead.</summary>
public sealed class TickCheck(IDbContextFactory<RolloutDb> dbs, CurrentPerson me, IClock clock)
{
    public async Task RunAsync(LaunchId id, ReadinessCheckId check, CancellationToken ct = default)
    {
        var (now, actor) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.EnterAsync(id, ct);
        var (wave, launch) = await db.FindWithWaveAsync(id, ct) ?? throw new KeyNotFoundException();

        launch.Tick(wave, check, actor, now);

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}

/// <summary>A check that was done is not any more. A go that was given on it turns stale, and its director is told.</summary>
public sealed class LetCheckFallBack(IDbContextFactory<RolloutDb> dbs, CurrentPerson me, LaunchMails mails, IClock clock)
{
    public async Task RunAsync(LaunchId id, ReadinessCheckId check, string why, CancellationToken ct = default)
    {
        var (now, actor) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.EnterAsync(id, ct);
        var (wave, launch) = await db.FindWithWaveAsync(id, ct) ?? throw new KeyNotFoundException();
        var held = launch.StandingIn(wave, now).LetsStart;

        launch.FallBack(wave, check, why, actor, now);

        db.TellOfStale(await mails.AtAsync(now, ct), wave, launch, await db.InvolvedInAsync(id, ct), held, now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
