using Microsoft.EntityFrameworkCore;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Launches;

/// <summary>Finds the launch of a branch the current user directs: the next that is still to come, otherwise the last.</summary>
public sealed class FindMyLaunch(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me)
{
    public async Task<LaunchId?> RunAsync(CancellationToken ct = default)
    {
        var directs = (await me.GetAsync(ct)).Directs;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await (
            from launch in db.Launches
            join wave in db.Waves on launch.Wave equals wave.Id
            where directs.Contains(launch.Branch) && launch.State != LaunchState.LeftOut
            orderby launch.State == LaunchState.Live, wave.MomentAt
            select (LaunchId?)launch.Id).FirstOrDefaultAsync(ct);
    }
}
