using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Persistence;

namespace Rollout.Testing;

/// <summary>An empty cache.</summary>
public static class ACache
{
    public static VersionedCache New(CacheVersions? versions = null) =>
        new(new ServiceCollection().AddHybridCache().Services.BuildServiceProvider().GetRequiredService<HybridCache>(), versions ?? new CacheVersions());
}
