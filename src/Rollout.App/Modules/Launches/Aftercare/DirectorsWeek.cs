using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Launches.Waves;
using Rollout.App.Persistence;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Launches.Aftercare;

/// <summary>The director's week after going live, in the branch's local time.</summary>
/// <param name="Done">The completed steps, with their time.</param>
public sealed record WeekDetails(LaunchId Launch, string Branch, LocalDateTime LiveAt, LocalDateTime Now, IReadOnlyDictionary<int, LocalDateTime> Done, bool Yours);

/// <summary>Finds which of the three steps the director of a live branch has done, for them and for the lead.</summary>
public sealed class FindWeek(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    /// <returns>Null when there is no such launch, it is not theirs, or it is not live.</returns>
    public async Task<WeekDetails?> RunAsync(LaunchId id, CancellationToken ct = default)
    {
        var (now, actor) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = await (
            from launch in db.Launches
            join branch in db.Branches on launch.Branch equals branch.Id
            where launch.Id == id && launch.LiveAt != null
            select new { Branch = branch, launch.LiveAt }).AsNoTracking().SingleOrDefaultAsync(ct);
        if (found is null || !(actor.SeesAll || actor.Directs.Contains(found.Branch.Id)))
        {
            return null;
        }

        var done = await db.WeekSteps.AsNoTracking().Where(s => s.Launch == id).ToListAsync(ct);
        LocalDateTime Local(Instant at) => at.InZone(found.Branch.Zone).LocalDateTime;
        return new WeekDetails(id, found.Branch.Name, Local(found.LiveAt!.Value), Local(now), done.ToDictionary(s => s.Step, s => Local(s.At)), actor.Directs.Contains(found.Branch.Id));
    }
}

/// <summary>Records that the director did one of the three steps.</summary>
public sealed class DoWeekStep(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    public async Task RunAsync(LaunchId id, int step, CancellationToken ct = default)
    {
        var (now, actor) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.BeginWaveTransactionAsync(id, ct);
        await db.DoStepAsync(await db.Launches.SingleAsync(l => l.Id == id, ct), step, actor, now, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}

/// <summary>The director thanks a colleague of the branch with a mail in their own words and name.</summary>
public sealed class ThankSomeone(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, LaunchEmails mails, IClock clock)
{
    /// <param name="who">An e-mail address or personnel number.</param>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="LaunchRules"/> rule is broken, or nobody is known as <paramref name="who"/>.</exception>
    public async Task RunAsync(LaunchId id, string who, string words, CancellationToken ct = default)
    {
        var (now, actor) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.BeginWaveTransactionAsync(id, ct);
        var launch = await db.Launches.SingleAsync(l => l.Id == id, ct);
        CheckOwnerRules.OwnerIsKnown.Ensure(!string.IsNullOrWhiteSpace(who), "");
        var to = (await CheckOwners.FindAsync(db, [who], ct)).EnsureKnown().Of(who)!;

        WeekStep.MayThank(launch, to, words, actor);
        await db.DoStepAsync(launch, WeekStep.Thanks, actor, now, ct);

        db.Outbox.Add((await mails.ToBranchAsync(now, ct)).Thanks(launch, await db.Branches.AsNoTracking().SingleAsync(b => b.Id == launch.Branch, ct), to, actor.Name, words.Trim()));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}

internal static class WeekSteps
{
    /// <summary>Records a step once; permission is checked every time.</summary>
    public static async Task DoStepAsync(this RolloutDb db, Launch launch, int step, Domain.Access.CurrentUser actor, Instant now, CancellationToken ct)
    {
        var done = WeekStep.Do(launch, step, actor, now);
        if (!await db.WeekSteps.AnyAsync(s => s.Launch == launch.Id && s.Step == step, ct))
        {
            db.Add(done);
        }
    }
}
