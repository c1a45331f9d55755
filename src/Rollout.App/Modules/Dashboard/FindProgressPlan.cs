using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Ambassadors.Contracts;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Dashboard;

/// <summary>Where the figures of <see cref="ProgressFigures"/> should be today; null where nothing was planned.</summary>
/// <param name="ProfilesComplete">By what the waves promised of the branches that are live.</param>
/// <param name="Reached">By the checks of the waves that ask for a share of a branch, evenly from the planning of the wave until the check is due.</param>
/// <param name="Credits">By a steady pace of each ambassador, as the board has it.</param>
public sealed record ProgressPlan(int? ProfilesComplete, int? Reached, int? Credits);

public sealed class FindProgressPlan(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    public async Task<ProgressPlan> RunAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.GetCurrentInstant();
        var waves = await db.Waves.AsNoTracking().AsSplitQuery().Include(w => w.Launches).ThenInclude(l => l.Checks).ToListAsync(ct);
        var people = await db.People.Where(p => p.Active).GroupBy(p => p.Branch).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var serving = (await AmbassadorProgressQuery.ListAsync(db, now, ct)).FindAll(a => !a.Facts.SteppedDown);
        return new ProgressPlan(
            Sum(waves.SelectMany(w => w.Launches.Where(l => l.LiveAt is not null).Select(l => (l.Branch, (double)w.Terms.PromisedOn(Days(l.LiveAt!.Value, now, w))))), people),
            Sum(waves.SelectMany(w => w.Launches.Where(l => l.State != LaunchState.LeftOut).SelectMany(l => l.Checks.Where(c => c.Measure == Measure.InfosessionReach).Select(c => (l.Branch, Asked(w, c, now))))), people),
            serving.Count == 0 ? null : serving.Sum(a => a.Pace.ExpectedByNow));
    }

    // Of a branch in two waves, the higher target counts.
    private static int? Sum(IEnumerable<(BranchId Branch, double Percent)> asked, Dictionary<BranchId, int> people) =>
        asked.GroupBy(a => a.Branch).ToList() is { Count: > 0 } branches ? (int)branches.Sum(b => b.Max(a => a.Percent) / 100 * people.GetValueOrDefault(b.Key)) : null;

    private static double Asked(Wave wave, ReadinessCheck check, Instant now)
    {
        var whole = Math.Max(1, Period.DaysBetween(wave.PlannedAt.InZone(wave.Zone).Date, check.Due));
        return check.Target * Math.Clamp((double)Days(wave.PlannedAt, now, wave) / whole, 0, 1);
    }

    private static int Days(Instant from, Instant until, Wave wave) => Period.DaysBetween(from.InZone(wave.Zone).Date, until.InZone(wave.Zone).Date);
}
