using System.Net;
using System.Net.Sockets;

namespace Rollout.App.Modules.Api.Webhooks;

/// <summary>
/// Keeps webhooks from reaching into the own network: a name is looked up when the connection is made, and only an address on the internet is connected to, so that a name that changed its mind meanwhile helps nobody.
/// </summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] Reserved =
    [
        .. ((string[])["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
            "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"]).Select(n => IPNetwork.Parse(n)),
    ];

    // Of IPv6 only this is given out; what lies in it and leads to an IPv4 address is reserved above.
    private static readonly IPNetwork GlobalSix = IPNetwork.Parse("2000::/3");

    public static bool Has(IPAddress address)
    {
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return (address.AddressFamily == AddressFamily.InterNetwork || GlobalSix.Contains(address)) && !Array.Exists(Reserved, n => n.Contains(address));
    }

    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    /// <exception cref="HttpRequestException">The name leads into a private network, or nowhere.</exception>
    public static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var found = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, ct);
        if (found.Length == 0 || !Array.TrueForAll(found, Has))
        {
            throw new HttpRequestException("The address leads into a private network.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(found, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>The section Webhooks.</summary>
internal sealed class WebhookSettings
{
    public const string Section = "Webhooks";

    /// <summary>Whether messages may go to private addresses and without https: for receivers in the own network, and for trials.</summary>
    public bool AllowPrivate { get; init; }

    public bool Allows(Uri address) => AllowPrivate
        ? address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps
        : address.Scheme == Uri.UriSchemeHttps && !address.IsLoopback && (!IPAddress.TryParse(address.DnsSafeHost, out var ip) || PublicAddresses.Has(ip));
}
