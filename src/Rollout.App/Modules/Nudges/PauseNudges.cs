using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Access;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Nudges;

/// <summary>What can be refused about steering the nudges.</summary>
public static class NudgeRules
{
    public static readonly Rule OnlyTheLead = new("nudge.only-the-lead");

    internal static CurrentUser AsLead(this CurrentUser actor)
    {
        OnlyTheLead.Ensure(actor.IsLead);
        return actor;
    }
}

/// <summary>The lead pauses every nudge, or lets them go on. Service mails are not touched.</summary>
public sealed class PauseNudges(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, RolloutSettingsCache current, IClock clock)
{
    public async Task RunAsync(bool paused, CancellationToken ct = default)
    {
        (await me.GetAsync(ct)).AsLead();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rollout = await db.Rollouts.SingleAsync(ct);
        if (paused)
        {
            rollout.PauseNudging(clock.GetCurrentInstant());
        }
        else
        {
            rollout.Resume();
        }

        await db.SaveChangesAsync(ct);
        current.Forget();
    }
}

/// <summary>The lead says how many nudges one person may get in seven days.</summary>
public sealed class BudgetContact(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, RolloutSettingsCache current)
{
    public async Task RunAsync(int nudgesAWeek, CancellationToken ct = default)
    {
        (await me.GetAsync(ct)).AsLead();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rollout = await db.Rollouts.SingleAsync(ct);
        rollout.BudgetContact(nudgesAWeek);
        await db.SaveChangesAsync(ct);
        current.Forget();
    }
}
