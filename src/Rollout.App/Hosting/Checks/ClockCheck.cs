using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared.Localization;

namespace Rollout.App.Hosting.Checks;

/// <summary>Checks that the clock agrees with the database's, and is not earlier than events already recorded.</summary>
internal sealed class ClockCheck(IDbContextFactory<RolloutDb> dbs, IClock clock) : ICheck
{
    private static readonly Duration MostApart = Duration.FromSeconds(5);

    public bool NeedsDatabase => true;

    public async Task<IReadOnlyList<CheckResult>> RunAsync(Localizer words, CancellationToken ct)
    {
        try
        {
            await using var db = await dbs.CreateDbContextAsync(ct);
            return [await LookAsync(db, words, ct)];
        }
        catch (DbException)
        {
            return []; // The database check reports this.
        }
    }

    private async Task<CheckResult> LookAsync(RolloutDb db, Localizer words, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var zone = await db.Rollouts.Select(r => r.Zone).SingleOrDefaultAsync(ct) ?? DateTimeZone.Utc;
        string Written(Instant moment) => $"{words.Date(moment.InZone(zone).Date)}, {moment.InZone(zone).TimeOfDay.ToString("HH:mm:ss", words.Culture)} ({zone.Id})";
        if (!db.IsSqlite)
        {
            var theirs = Instant.FromUnixTimeMilliseconds(
                await db.Database.SqlQueryRaw<long>("SELECT (extract(epoch from clock_timestamp()) * 1000)::bigint AS \"Value\"").SingleAsync(ct));
            if (Duration.FromTicks(Math.Abs((theirs - now).TotalTicks)) > MostApart)
            {
                return new CheckResult(words["check.clock"], false, words["check.clock-apart", Written(now), Written(theirs)]);
            }
        }

        return await LastEventAsync(db, ct) is { } last && last > now + MostApart
            ? new CheckResult(words["check.clock"], false, words["check.clock-behind", Written(now), Written(last)])
            : new CheckResult(words["check.clock"], true, words["check.clock-well", Written(now)]);
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
