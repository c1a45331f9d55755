using System.Net;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity.SignIn;
using Rollout.App.Persistence;

namespace Rollout.App.Hosting;

/// <summary>An address that passes on other people's requests and is not among the <see cref="KnownProxies"/>, so that all of them look like one visitor.</summary>
public sealed class UnnamedProxy
{
    /// <summary>As a setting would name it.</summary>
    public required string Address { get; init; }

    public Instant SeenAt { get; set; }
}

/// <summary>
/// Looks at samples of requests for a proxy that is not named: nearly all of them come from one address and carry X-Forwarded-For, or all come from one
/// address of the inner network and have the sign-ins of many people. One visitor who sends the header, or one office behind one address, is neither.
/// </summary>
internal sealed class UnnamedProxies(KnownProxies known, IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    /// <summary>How many requests are looked at together.</summary>
    public const int Sample = 50;

    private const int NearlyAll = 45;
    private const int ManyPeople = 10;

    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, int> _forwarded = [];
    private readonly HashSet<IPAddress> _addresses = [];
    private readonly HashSet<string> _signIns = [];
    private int _requests;
    private Instant _written;

    /// <summary>Counts a request, and stores what the sample shows once an hour.</summary>
    public async Task LookAsync(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } remote || context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal))
        {
            return;
        }

        var address = remote.IsIPv4MappedToIPv6 ? remote.MapToIPv4() : remote;
        if (Count(address, context.Request) is { } proxy && clock.GetCurrentInstant() is var now && now - _written > Duration.FromHours(1))
        {
            _written = now;
            await StoreAsync(proxy.ToString(), now);
        }
    }

    private IPAddress? Count(IPAddress address, HttpRequest request)
    {
        lock (_lock)
        {
            _addresses.Add(address);
            if (request.Headers.ContainsKey("X-Forwarded-For") && !known.Contains(address))
            {
                _forwarded[address] = _forwarded.GetValueOrDefault(address) + 1;
            }

            if (request.Cookies.TryGetValue(SignInCookies.Name, out var signIn))
            {
                _signIns.Add(signIn);
            }

            if (++_requests < Sample)
            {
                return null;
            }

            var found = _forwarded.Where(f => f.Value >= NearlyAll).Select(f => f.Key).FirstOrDefault()
                ?? (_addresses.Count == 1 && IsInner(address) && _signIns.Count >= ManyPeople ? address : null);
            _requests = 0;
            _forwarded.Clear();
            _addresses.Clear();
            _signIns.Clear();
            return found;
        }
    }

    // The networks that are not routed on the internet: RFC 1918 and 4193, link-local and loopback.
    private static bool IsInner(IPAddress address) => IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal
        || (address.GetAddressBytes() is [10, ..] or [172, >= 16 and < 32, ..] or [192, 168, ..] or [169, 254, ..]);

    private async Task StoreAsync(string address, Instant now)
    {
        await using var db = await dbs.CreateDbContextAsync();
        try
        {
            if (await db.UnnamedProxies.Where(p => p.Address == address).ExecuteUpdateAsync(p => p.SetProperty(x => x.SeenAt, now)) == 0)
            {
                db.UnnamedProxies.Add(new UnnamedProxy { Address = address, SeenAt = now });
                await db.SaveChangesAsync();
            }
        }
        catch (DbUpdateException)
        {
            // Another process saw it at the same moment.
        }
    }
}

/// <summary>Shows <see cref="UnnamedProxies"/> every request.</summary>
internal sealed class UnnamedProxyWatch(RequestDelegate next, UnnamedProxies proxies)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await proxies.LookAsync(context);
        await next(context);
    }
}
