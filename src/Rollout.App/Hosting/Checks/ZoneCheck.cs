using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.TimeZones;
using Rollout.App.Persistence;
using Rollout.App.Shared.Localization;

namespace Rollout.App.Hosting.Checks;

/// <summary>Checks that every branch's time zone is known to this program.</summary>
internal sealed class ZoneCheck(IDbContextFactory<RolloutDb> dbs) : ICheck
{
    public bool NeedsDatabase => true;

    public async Task<IReadOnlyList<CheckResult>> RunAsync(Localizer words, CancellationToken ct)
    {
        try
        {
            await using var db = await dbs.CreateDbContextAsync(ct);

            // Read as text, because an unknown zone cannot be read in any other way.
            var zones = await db.Database.SqlQueryRaw<string>("SELECT DISTINCT zone AS \"Value\" FROM branches").ToListAsync(ct);
            var unknown = zones.Where(zone => DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null).Order().ToList();
            var version = TzdbDateTimeZoneSource.Default.TzdbVersion;
            return unknown.Count == 0
                ? [new CheckResult(words["check.zones"], true, words["check.zones-well", version])]
                : [new CheckResult(words["check.zones"], false, words["check.zones-fix", version, string.Join(", ", unknown)])];
        }
        catch (DbException)
        {
            return []; // The database check reports this.
        }
    }
}
