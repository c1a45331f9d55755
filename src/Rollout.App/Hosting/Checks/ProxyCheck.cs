using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;

namespace Rollout.App.Hosting.Checks;

/// <summary>Checks that the reverse proxy in front is named: otherwise all visitors share one address, and its limits, and https is not seen.</summary>
internal sealed class ProxyCheck(IDbContextFactory<RolloutDb> dbs, Localizer words, KnownProxies known, SiteUrl site, HostSettings settings, IClock clock) : DatabaseHealthCheck(dbs, words)
{
    private static readonly Duration Recently = Duration.FromDays(7);

    protected override async Task<HealthCheckResult> LookAsync(RolloutDb db, CancellationToken ct)
    {
        var since = clock.GetCurrentInstant() - Recently;
        var seen = await db.UnnamedProxies.Where(p => p.SeenAt > since).OrderByDescending(p => p.SeenAt).Select(p => p.Address).ToListAsync(ct);
        if (seen.Find(address => !known.Contains(IPAddress.Parse(address))) is { } unnamed)
        {
            return HealthCheckResult.Degraded(Words["check.proxy-unnamed", unnamed]);
        }

        var isBehindOne = site.BaseAddress is { Scheme: "https" } && !settings.Urls.Contains("https://", StringComparison.OrdinalIgnoreCase);
        return isBehindOne && known.IsNone ? HealthCheckResult.Degraded(Words["check.proxy-none", site.BaseAddress, settings.Urls])
            : HealthCheckResult.Healthy(known.IsNone ? null : Words["check.proxy-well"]);
    }
}
