using System.ComponentModel;
using Microsoft.Extensions.Caching.Hybrid;

namespace Rollout.App.Persistence;

/// <summary>
/// Caches what many requests share, in the memory of this process, until its time is up or something it is made of is saved, here or in another process. When
/// several ask for the same at once, one reads for all.
/// </summary>
/// <remarks>
/// The versions are part of the key. A tag would not do: HybridCache gives a value that is being read while its tag is removed to those who ask afterwards, and
/// keeps it.
/// </remarks>
public sealed class VersionedCache(HybridCache cache, CacheVersions versions)
{
    /// <param name="key">Names the value, among all that is cached; one of few.</param>
    /// <param name="duration">How long it may be out of date where a change is not noticed: by a bulk update, or in another process that cannot be heard.</param>
    /// <param name="read">Runs to its end even when the request that caused it is given up, because others may wait for the same.</param>
    /// <param name="madeOf">Once something of it is saved, the value is read again.</param>
    public async ValueTask<T> GetOrReadAsync<T>(string key, TimeSpan duration, Func<Task<T>> read, params CachedData[] madeOf)
    {
        var versioned = $"{key} {string.Join(' ', madeOf.Select(kind => versions[kind]))}";
        var options = new HybridCacheEntryOptions { Expiration = duration };
        return (await cache.GetOrCreateAsync(versioned, read, static async (read, _) => new Shared<T>(await read()), options, cancellationToken: CancellationToken.None)).Value;
    }

    /// <summary>Has everything of a kind read again, after a change that is not seen by itself.</summary>
    public void Forget(CachedData kind) => versions.Change(kind);

    // Not copied for each reader: nobody changes what is cached.
    [ImmutableObject(true)]
    private sealed record Shared<T>(T Value);
}
