using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Launches.Readiness;

/// <summary>A check owned by the user.</summary>
public sealed record MyCheck(LaunchId Launch, ReadinessCheckId Id, CheckSubject Subject, string Branch, string Wave, LocalDate Due, LocalDate Today, bool Done);

/// <summary>Lists the checks the user answers for in waves that are not live, as named owner or as director of the branch.</summary>
public sealed class ListMyChecks(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    public async Task<IReadOnlyList<MyCheck>> RunAsync(CancellationToken ct = default)
    {
        var (now, actor) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        if (!actor.IsVerified)
        {
            return [];
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = await (
            from check in db.ReadinessChecks
            join launch in db.Launches on check.Launch equals launch.Id
            join wave in db.Waves on launch.Wave equals wave.Id
            join branch in db.Branches on launch.Branch equals branch.Id
            where wave.State != WaveState.Live && launch.State == LaunchState.Planned
                && (check.Owner == actor.Id || (check.Owner == null && branch.Director == actor.Id))
            orderby check.DoneAt != null, check.Due, branch.Position, check.Position
            select new { check.Launch, check.Id, check.Text, check.Measure, check.Target, Branch = branch.Name, branch.Zone, Wave = wave.Name, check.Due, Done = check.DoneAt != null }).ToListAsync(ct);
        return [.. found.Select(c => new MyCheck(c.Launch, c.Id, new CheckSubject(c.Text, c.Measure, c.Target), c.Branch, c.Wave, c.Due, now.InZone(c.Zone).Date, c.Done))];
    }
}
