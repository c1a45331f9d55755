using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Rollout.App.Persistence;
using Rollout.Domain;

namespace Rollout.App.Shared;

/// <summary>
/// The rollout's settings as every page needs them: name, colour, languages. Cached until someone changes them, in whichever process, so that pages
/// need no query.
/// </summary>
public sealed class RolloutSettingsCache(IDbContextFactory<RolloutDb> dbs, IMemoryCache memory, CacheVersions versions)
{
    private static readonly TimeSpan CacheDuration = TimeSpan.FromSeconds(5);

    /// <summary>The settings, or null while the installation is empty.</summary>
    public async ValueTask<RolloutSettings?> FindAsync(CancellationToken ct = default)
    {
        var version = versions[CachedData.Settings];
        if (memory.TryGetValue(typeof(RolloutSettings), out (long Version, RolloutSettings Settings) known) && known.Version == version)
        {
            return known.Settings;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var rollout = await db.Rollouts.AsNoTracking().SingleOrDefaultAsync(ct);
        return rollout is null ? null : memory.Set(typeof(RolloutSettings), (version, await db.WithBranchLanguagesAsync(rollout, ct)), CacheDuration).Item2;
    }

    /// <summary>The settings of an installation that has been set up.</summary>
    public async ValueTask<RolloutSettings> GetAsync(CancellationToken ct = default) =>
        await FindAsync(ct) ?? throw new InvalidOperationException("This installation has not been set up.");

    /// <summary>Discards the cached settings after a change in this process.</summary>
    public void Forget() => memory.Remove(typeof(RolloutSettings));
}

internal static class BranchLanguagesQuery
{
    /// <summary>Adds to settings what mails to people of a branch need.</summary>
    public static async Task<RolloutSettings> WithBranchLanguagesAsync(this RolloutDb db, RolloutSettings rollout, CancellationToken ct) =>
        rollout.WithBranchLanguages(await db.Branches.Where(b => b.Language != null).ToDictionaryAsync(b => b.Id, b => b.Language!, ct));
}
