using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation.Contracts;

/// <summary>What is stored about someone's use of the platform, for their own eyes.</summary>
/// <param name="Weeks">The Mondays of their active weeks, newest first.</param>
/// <param name="IsOften">Whether they were active in enough recent weeks to count as active.</param>
public sealed record MyActivity(LocalDate ReportedOn, LocalDate? LastActive, bool Closed, bool MayBeTold, IReadOnlyList<LocalDate> Weeks, bool IsOften)
{
    /// <summary>What each report says, newest first.</summary>
    public IReadOnlyList<MyStatement> Statements { get; init; } = [];

    /// <summary>When it is deleted.</summary>
    public LocalDate DeletedOn => ReportedOn + Activity.RetentionPeriod;
}

/// <summary>What one report says.</summary>
public sealed record MyStatement(string Source, LocalDate Day, int Period, LocalDate? LastDay, bool Reacted, bool Posted);

/// <summary>Finds the current user's own activity.</summary>
public sealed class FindMyActivity(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, RolloutSettingsCache rollout, IClock clock)
{
    /// <returns>Null when nothing is known, and for users who are not verified.</returns>
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
            !activity.Closed && weeks.Count(w => w >= since) >= Activity.MinActiveWeeks)
        {
            Statements = await (
                from s in db.Statements
                join a in db.PlatformAccounts on s.Account equals a.Id
                join r in db.ActivityReports on s.Report equals r.Id
                where a.Person == actor.Id
                orderby r.Day descending, r.Source, r.Period
                select new MyStatement(r.Source, r.Day, r.Period, s.LastDay, s.Reacted, s.Posted)).ToListAsync(ct),
        };
    }
}
