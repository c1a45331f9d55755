using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Participation;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Participation;

/// <summary>What is kept of someone's use of the platform, for their own eyes.</summary>
/// <param name="Weeks">The Mondays of the weeks they were active in, newest first.</param>
/// <param name="IsOften">They were there in enough of the last weeks to be called active.</param>
public sealed record MyActivity(LocalDate ReportedOn, LocalDate? LastActive, bool Closed, bool MayBeTold, IReadOnlyList<LocalDate> Weeks, bool IsOften)
{
    /// <summary>By when it is deleted.</summary>
    public LocalDate DeletedOn => ReportedOn + Activity.Kept;
}

/// <summary>What is kept of the use that whoever asks makes of the platform.</summary>
public sealed class FindMyActivity(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, RolloutSettingsCache rollout, IClock clock)
{
    /// <returns>Null where nothing is known, and for someone who only said who they are.</returns>
    public async Task<MyActivity?> RunAsync(CancellationToken ct = default)
    {
        if (await me.FindAsync(ct) is not { IsVerified: true } actor)
        {
            return null;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Activity.AsNoTracking().SingleOrDefaultAsync(a => a.Person == actor.Id, ct) is not { } activity)
        {
            return null;
        }

        var weeks = await db.ActiveWeeks.Where(w => w.Person == actor.Id).Select(w => w.Monday).ToListAsync(ct);
        var since = Activity.RecentSince(clock.GetCurrentInstant().InZone((await rollout.GetAsync(ct)).Zone).Date);
        return new MyActivity(
            activity.ReportedOn, activity.LastActive, activity.Closed, activity.MayBeTold, [.. weeks.OrderDescending()],
            !activity.Closed && weeks.Count(w => w >= since) >= Activity.MinActiveWeeks);
    }
}
