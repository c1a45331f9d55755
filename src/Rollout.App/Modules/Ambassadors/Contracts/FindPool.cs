using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Ambassadors;

namespace Rollout.App.Modules.Ambassadors.Contracts;

/// <summary>
/// Finds the pace prior for one ambassador's page. It changes slowly and is not shown itself, so it is cached for ten minutes: an ambassador's page need not
/// count five thousand others.
/// </summary>
public sealed class FindPool(IDbContextFactory<RolloutDb> dbs, IMemoryCache memory, IClock clock)
{
    private static readonly TimeSpan CacheDuration = TimeSpan.FromMinutes(10);

    public async ValueTask<PacePrior> RunAsync(CancellationToken ct = default)
    {
        if (memory.TryGetValue(typeof(PacePrior), out PacePrior? known))
        {
            return known!;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        return memory.Set(typeof(PacePrior), AmbassadorProgressQuery.Pool(await AmbassadorProgressQuery.ListAsync(db, clock.GetCurrentInstant(), ct)), CacheDuration);
    }
}
