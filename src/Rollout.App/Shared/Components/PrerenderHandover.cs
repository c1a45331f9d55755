using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Memory;

namespace Rollout.App.Shared.Components;

/// <summary>
/// Hands what an interactive page read while it was drawn to the circuit that takes the page over, so that it is read once. It waits in this process, where the circuit starts too,
/// and the page carries nothing but its key, in a <c>[PersistentState]</c> property. A request that comes late, or reaches another process, reads the data again.
/// </summary>
public sealed class PrerenderHandover(IMemoryCache memory)
{
    private static readonly TimeSpan CacheDuration = TimeSpan.FromMinutes(1);

    /// <returns>The key to take it with, once.</returns>
    public string Give(object read)
    {
        var key = RandomNumberGenerator.GetHexString(32);
        memory.Set(key, read, CacheDuration);
        return key;
    }

    /// <returns>What was given under the key; null when there is none, or it was taken or waited too long.</returns>
    public T? Take<T>(string? key)
        where T : class
    {
        if (key is null || !memory.TryGetValue(key, out T? read))
        {
            return null;
        }

        memory.Remove(key);
        return read;
    }
}
