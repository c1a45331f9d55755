using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Ambassadors;

namespace Rollout.App.Modules.Ambassadors.Contracts;

/// <summary>
/// Finds the pace prior for one ambassador's page. It changes slowly and is not shown itself, so it is cached for ten minutes: an ambassador's page need not
/// count five thousand others.
/// </summary>
public sealed class FindPool(IDbContextFactory<RolloutDb> dbs, VersionedCache cache, IClock clock)
{
    private static readonly TimeSpan CacheDuration = TimeSpan.FromMinutes(10);

    public ValueTask<PacePrior> RunAsync() => cache.GetOrReadAsync("pace-prior", CacheDuration, async () =>
    {
        await using var db = await dbs.CreateDbContextAsync();
        return AmbassadorProgressQuery.Pool(await AmbassadorProgressQuery.ListAsync(db, clock.GetCurrentInstant(), default));
    });
}
