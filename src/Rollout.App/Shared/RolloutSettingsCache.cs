using Microsoft.EntityFrameworkCore;
using Rollout.App.Persistence;
using Rollout.Domain;

namespace Rollout.App.Shared;

/// <summary>
/// The rollout's settings as every page needs them: name, colour, languages. Cached until someone changes them, in whichever process, so that pages
/// need no query.
/// </summary>
public sealed class RolloutSettingsCache(IDbContextFactory<RolloutDb> dbs, VersionedCache cache)
{
    private static readonly TimeSpan CacheDuration = TimeSpan.FromSeconds(5);

    /// <summary>The settings, or null while the installation is empty.</summary>
    public async ValueTask<RolloutSettings?> FindAsync(CancellationToken ct = default)
    {
        ct.ThrowIfCancellationRequested();
        var found = await cache.GetOrReadAsync("settings", CacheDuration, ReadAsync, CachedData.Settings);
        if (found is null)
        {
            Forget(); // the new settings are seen at once, also when they were made on the command line
        }

        return found;
    }

    /// <summary>The settings of an installation that has been set up.</summary>
    public async ValueTask<RolloutSettings> GetAsync(CancellationToken ct = default) =>
        await FindAsync(ct) ?? throw new InvalidOperationException("This installation has not been set up.");

    /// <summary>Discards the cached settings after a change in this process.</summary>
    public void Forget() => cache.Forget(CachedData.Settings);

    private async Task<RolloutSettings?> ReadAsync()
    {
        await using var db = await dbs.CreateDbContextAsync();
        return await db.Rollouts.AsNoTracking().SingleOrDefaultAsync() is { } rollout ? await db.WithBranchLanguagesAsync(rollout, default) : null;
    }
}

internal static class BranchLanguagesQuery
{
    /// <summary>Adds to settings what mails to people of a branch need.</summary>
    public static async Task<RolloutSettings> WithBranchLanguagesAsync(this RolloutDb db, RolloutSettings rollout, CancellationToken ct) =>
        rollout.WithBranchLanguages(await db.Branches.Where(b => b.Language != null).ToDictionaryAsync(b => b.Id, b => b.Language!, ct));
}
