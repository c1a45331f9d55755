using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Primitives;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.Domain;

namespace Rollout.App.Hosting;

/// <summary>
/// Refuses requests for hosts that are not this installation, because redirects repeat the host that was asked for. Known are the host of
/// <c>BaseAddress</c>, those it listens at, those of <c>AllowedHosts</c>, and this machine by its name and its own address. Health probes may ask by any.
/// </summary>
internal sealed partial class KnownHosts(RequestDelegate next, SiteUrl site, HostSettings settings, IConfiguration configuration, ILogger<KnownHosts> log)
{
    private const int MostLogged = 20;
    private static readonly string[] OfThisMachine = ["localhost", "127.0.0.1", "[::1]", Environment.MachineName];

    private readonly HashSet<string> _names = new(
        [.. OfThisMachine, site.BaseAddress.Host, site.BaseAddress.IdnHost, .. Listed(configuration), .. Listening(settings.Urls)], StringComparer.OrdinalIgnoreCase);

    private readonly ConcurrentDictionary<string, bool> _logged = [];

    public Task InvokeAsync(HttpContext context)
    {
        var host = context.Request.Host.Host;
        if (_names.Contains(host) || _names.Contains("*") || IsOwnAddress(host, context.Connection.LocalIpAddress) || context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal))
        {
            return next(context);
        }

        if (_logged.Count < MostLogged && _logged.TryAdd(host, true))
        {
            Refused(host);
        }

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(string.Join('\n', RolloutSettings.KnownLanguages.Select(language => Localizer.In(language)["host.unknown"])));
    }

    private static bool IsOwnAddress(string host, IPAddress? own) =>
        own is not null && IPAddress.TryParse(host, out var asked) && asked.Equals(own.IsIPv4MappedToIPv6 ? own.MapToIPv4() : own);

    private static IEnumerable<string> Listed(IConfiguration configuration) =>
        new StringTokenizer(configuration["AllowedHosts"] ?? "", [';']).Select(name => name.Value!.Trim()).Where(name => name.Length > 0);

    private static IEnumerable<string> Listening(string urls) =>
        urls.Split(';').Select(url => Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.Host : "").Where(host => host is not ("" or "0.0.0.0" or "[::]"));

    [LoggerMessage(LogLevel.Warning, "Refused a request for the host {Host}. If people open Rollout there, set BaseAddress, or add it to AllowedHosts.")]
    private partial void Refused(string host);
}
