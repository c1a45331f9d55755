using Microsoft.Extensions.Caching.Memory;
using Rollout.App.Persistence;

namespace Rollout.Testing;

/// <summary>An empty cache.</summary>
public static class ACache
{
    public static VersionedCache New(CacheVersions? versions = null) => new(new MemoryCache(new MemoryCacheOptions()), versions ?? new CacheVersions());
}
