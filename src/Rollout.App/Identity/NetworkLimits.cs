using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Caching.Memory;
using Rollout.App.Identity.SignIn;

namespace Rollout.App.Identity;

/// <summary>How many requests one network may send in a minute to the endpoints that name this limit by <see cref="EnableRateLimitingAttribute"/>.</summary>
/// <param name="Counts">Which requests count; the others are never refused.</param>
/// <param name="Refuse">Answers a request too many, given how many seconds are left to wait.</param>
internal sealed record NetworkLimit(string Name, int MostInAMinute, Func<HttpRequest, bool> Counts, Action<HttpContext, int> Refuse);

/// <summary>
/// Refuses what is over a <see cref="NetworkLimit"/>, by a fixed window in each process. In place of the framework's middleware, whose limiter wakes ten times a
/// second to look for networks it can forget, also while nobody asks anything: that was most of what an idle installation cost.
/// </summary>
internal sealed class NetworkLimits(RequestDelegate next, IEnumerable<NetworkLimit> limits, IMemoryCache cache)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly Dictionary<string, NetworkLimit> _limits = limits.ToDictionary(l => l.Name);
    private readonly Lock _gate = new();

    public Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName is not { } name || !_limits[name].Counts(http.Request))
        {
            return next(http);
        }

        var count = CountOf(name, http.Network);
        if (Interlocked.Increment(ref count.Requests) <= _limits[name].MostInAMinute)
        {
            return next(http);
        }

        var left = Window - TimeSpan.FromMilliseconds(Environment.TickCount64 - count.Since);
        _limits[name].Refuse(http, Math.Max(1, (int)Math.Ceiling(left.TotalSeconds)));
        return Task.CompletedTask;
    }

    // The cache forgets a network with its window.
    private Count CountOf(string name, string network)
    {
        lock (_gate)
        {
            return cache.GetOrCreate((typeof(NetworkLimits), name, network), entry =>
            {
                entry.AbsoluteExpirationRelativeToNow = Window;
                return new Count();
            })!;
        }
    }

    private sealed class Count
    {
        public readonly long Since = Environment.TickCount64;
        public int Requests;
    }
}
