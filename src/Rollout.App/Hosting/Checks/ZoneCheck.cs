using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NodaTime;
using NodaTime.TimeZones;
using Rollout.App.Persistence;
using Rollout.App.Shared.Localization;

namespace Rollout.App.Hosting.Checks;

/// <summary>Checks that every branch's time zone is known to this program.</summary>
internal sealed class ZoneCheck(IDbContextFactory<RolloutDb> dbs, Localizer words) : DatabaseHealthCheck(dbs, words)
{
    protected override async Task<HealthCheckResult> LookAsync(RolloutDb db, CancellationToken ct)
    {
        // Read as text: an unknown zone cannot be converted.
        var zones = await db.Database.SqlQueryRaw<string>("SELECT DISTINCT zone AS \"Value\" FROM branches").ToListAsync(ct);
        var unknown = zones.Where(zone => DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null).Order().ToList();
        var version = TzdbDateTimeZoneSource.Default.TzdbVersion;
        return unknown.Count == 0
            ? HealthCheckResult.Healthy(Words["check.zones-well", version])
            : HealthCheckResult.Unhealthy(Words["check.zones-fix", version, string.Join(", ", unknown)]);
    }
}
