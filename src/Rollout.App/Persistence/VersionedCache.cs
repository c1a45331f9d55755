using Microsoft.Extensions.Caching.Memory;

namespace Rollout.App.Persistence;

/// <summary>
/// Caches what many requests share, in the memory of this process, until its time is up or something it is made of is saved, here or in another process. When
/// several ask for the same at once, one reads for all.
/// </summary>
/// <remarks>The versions are part of the key, so that what was being read when something was saved is not given to those who ask afterwards.</remarks>
public sealed class VersionedCache(IMemoryCache memory, CacheVersions versions)
{
    private readonly Lock _one = new();

    /// <param name="key">Names the value, among all that is cached; one of few.</param>
    /// <param name="duration">How long it may be out of date where a change is not noticed: by a bulk update, or in another process that cannot be heard.</param>
    /// <param name="read">Runs to its end even when the request that caused it is given up, because others may wait for the same.</param>
    /// <param name="madeOf">Once something of it is saved, the value is read again.</param>
    public async ValueTask<T> GetOrReadAsync<T>(string key, TimeSpan duration, Func<Task<T>> read, params CachedData[] madeOf)
    {
        var versioned = (typeof(VersionedCache), $"{key} {string.Join(' ', madeOf.Select(kind => versions[kind]))}");
        var reading = memory.TryGetValue(versioned, out Lazy<Task<T>>? known) ? known! : Begin();
        try
        {
            return await reading.Value;
        }
        catch (Exception)
        {
            memory.Remove(versioned); // read again by the next
            throw;
        }

        Lazy<Task<T>> Begin()
        {
            lock (_one)
            {
                return memory.GetOrCreate(versioned, entry =>
                {
                    entry.AbsoluteExpirationRelativeToNow = duration;
                    return new Lazy<Task<T>>(read);
                })!;
            }
        }
    }

    /// <summary>Has everything of a kind read again, after a change that is not seen by itself.</summary>
    public void Forget(CachedData kind) => versions.Change(kind);
}
