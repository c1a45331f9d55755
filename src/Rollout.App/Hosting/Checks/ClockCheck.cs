using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared.Localization;

namespace Rollout.App.Hosting.Checks;

/// <summary>Checks that the clock agrees with the database's, and is not earlier than events already recorded.</summary>
internal sealed class ClockCheck(IDbContextFactory<RolloutDb> dbs, Localizer words, IClock clock) : DatabaseHealthCheck(dbs, words)
{
    private static readonly Duration MostApart = Duration.FromSeconds(5);

    protected override async Task<HealthCheckResult> LookAsync(RolloutDb db, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var zone = await db.Rollouts.Select(r => r.Zone).SingleOrDefaultAsync(ct) ?? DateTimeZone.Utc;
        string Written(Instant moment) => $"{Words.Date(moment.InZone(zone).Date)}, {moment.InZone(zone).TimeOfDay.ToString("HH:mm:ss", Words.Culture)} ({zone.Id})";
        if (!db.IsSqlite)
        {
            var theirs = Instant.FromUnixTimeMilliseconds(
                await db.Database.SqlQueryRaw<long>("SELECT (extract(epoch from clock_timestamp()) * 1000)::bigint AS \"Value\"").SingleAsync(ct));
            if (Duration.FromTicks(Math.Abs((theirs - now).TotalTicks)) > MostApart)
            {
                return HealthCheckResult.Unhealthy(Words["check.clock-apart", Written(now), Written(theirs)]);
            }
        }

        return await LastEventAsync(db, ct) is { } last && last > now + MostApart
            ? HealthCheckResult.Unhealthy(Words["check.clock-behind", Written(now), Written(last)])
            : HealthCheckResult.Healthy(Words["check.clock-well", Written(now)]);
    }

    private static async Task<Instant?> LastEventAsync(RolloutDb db, CancellationToken ct)
    {
        Instant?[] last =
        [
            await db.Rollouts.MaxAsync(r => (Instant?)r.CreatedAt, ct),
            await db.Outbox.MaxAsync(m => (Instant?)m.QueuedAt, ct),
            await db.SignInCodes.MaxAsync(c => (Instant?)c.AskedAt, ct),
        ];
        return last.Max();
    }
}
