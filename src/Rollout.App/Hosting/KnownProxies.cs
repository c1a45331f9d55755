using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Rollout.App.Hosting;

/// <summary>
/// The reverse proxies in front, from <c>ForwardedHeaders:KnownProxies</c> (addresses or networks, comma separated). Only their headers are trusted to say
/// where a visitor comes from, because anyone can send a header.
/// </summary>
public sealed class KnownProxies
{
    private readonly List<IPNetwork> _networks;

    private KnownProxies(List<IPNetwork> networks) => _networks = networks;

    public bool IsNone => _networks.Count == 0;

    /// <exception cref="FormatException">One of them is no address and no network.</exception>
    public static KnownProxies Of(IConfiguration configuration) => new(
        [.. Parts(configuration["ForwardedHeaders:KnownProxies"] ?? "").Select(Parse)]);

    /// <summary>Whether the value of the setting can be read.</summary>
    public static bool AreAddresses(string value) => Array.TrueForAll(Parts(value), part => IPNetwork.TryParse(part, out _) || IPAddress.TryParse(part, out _));

    /// <summary>Whether the address is that of a known proxy.</summary>
    public bool Contains(IPAddress address) => _networks.Exists(network => network.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address));

    /// <summary>Trusts what the proxies say, however many of them a request came through.</summary>
    public void Use(WebApplication app)
    {
        if (IsNone)
        {
            return;
        }

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        _networks.ForEach(options.KnownIPNetworks.Add);
        app.UseForwardedHeaders(options);
    }

    private static string[] Parts(string value) => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static IPNetwork Parse(string text)
    {
        if (text.Contains('/', StringComparison.Ordinal))
        {
            return IPNetwork.Parse(text);
        }

        var address = IPAddress.Parse(text);
        return new IPNetwork(address, address.GetAddressBytes().Length * 8);
    }
}
