using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Rollout.App.Hosting;

/// <summary>
/// Behind a reverse proxy, headers carry the visitor's address and https. They are trusted only from the proxies in <c>ForwardedHeaders:KnownProxies</c>
/// (addresses or networks, comma separated), because anyone can send a header.
/// </summary>
internal static class ForwardedHeadersSetup
{
    public static void UseKnownProxies(this WebApplication app)
    {
        if (app.Configuration["ForwardedHeaders:KnownProxies"] is not { Length: > 0 } proxies)
        {
            return;
        }

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (proxy.Contains('/', StringComparison.Ordinal))
            {
                options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
            }
            else
            {
                options.KnownProxies.Add(IPAddress.Parse(proxy));
            }
        }

        app.UseForwardedHeaders(options);
    }
}
