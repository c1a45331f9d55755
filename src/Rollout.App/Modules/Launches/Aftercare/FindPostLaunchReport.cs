using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Launches.Waves;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Launches.Aftercare;

/// <summary>What was promised for a live wave and what was achieved, for the management meeting. In the lead's time.</summary>
/// <param name="Weeks">One, four and twelve weeks after going live.</param>
/// <param name="Branches">Branches of five people or more, in the lead's order; smaller ones are only in the total.</param>
/// <param name="Conditions">Conditions of directors' goes that are still open.</param>
public sealed record PostLaunchReport(
    WaveId Wave, string Name, LocalDateTime LiveAt, LocalDateTime Now, IReadOnlyList<ReportWeek> Weeks, IReadOnlyList<BranchReport> Branches, IReadOnlyList<OpenCondition> Conditions,
    int Present, int FirstVisits, int Reported, int Included);

/// <summary>The complete profiles on one of the days, and the number of people. Null when the day is in the future.</summary>
public sealed record ReportWeek(int Weeks, LocalDate Day, int Promised, int? Complete, int People)
{
    public int? Percent => Complete is { } complete && People > 0 ? complete * 100 / People : null;
}

public sealed record BranchReport(string Code, string Name, IReadOnlyList<ReportWeek> Weeks);

public sealed record OpenCondition(string Branch, string Text, LocalDate Due, string? Owner);

public sealed class FindPostLaunchReport(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    /// <returns>Null when there is no such wave, or it is not live.</returns>
    public async Task<PostLaunchReport?> RunAsync(WaveId id, CancellationToken ct = default)
    {
        var (now, actor) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        var wave = await db.Waves.AsNoTracking().Include(w => w.Launches).ThenInclude(l => l.RollCalls).Include(w => w.Launches).ThenInclude(l => l.Checks).AsSplitQuery().SingleOrDefaultAsync(w => w.Id == id, ct);
        if (!actor.SeesAll || wave?.LiveAt is not { } live)
        {
            return null;
        }

        var included = wave.Included.ToDictionary(l => l.Branch);
        var branches = await db.Branches.AsNoTracking().Where(b => included.Keys.Contains(b.Id)).OrderBy(b => b.Position).ToListAsync(ct);
        (int Weeks, int Promised, Instant At)[] days = [At(wave, live, 1, wave.Terms.PromisedAfter1), At(wave, live, 4, wave.Terms.PromisedAfter4), At(wave, live, 12, wave.Terms.PromisedAfter12)];
        var counts = await CountAsync(db, [.. branches.Select(b => b.Id)], days[0].At, days[1].At, days[2].At, ct);
        ReportWeek Week(int n, IReadOnlyList<BranchCount> of) => new(
            days[n].Weeks, days[n].At.InZone(wave.Zone).Date, days[n].Promised, days[n].At <= now ? of.Sum(c => n switch { 0 => c.After1, 1 => c.After4, _ => c.After12 }) : null, of.Sum(c => c.People));
        var calls = included.Values.Select(l => l.LastRollCall).OfType<RollCall>().ToList();
        return new PostLaunchReport(
            id, wave.Name, live.InZone(wave.Zone).LocalDateTime, now.InZone(wave.Zone).LocalDateTime, [Week(0, counts), Week(1, counts), Week(2, counts)],
            [.. branches.Join(counts.Where(c => c.People >= GroupPrivacy.SmallestGroup), b => b.Id, c => c.Branch, (b, c) => new BranchReport(b.Code, b.Name, [Week(0, [c]), Week(1, [c]), Week(2, [c])]))],
            await ConditionsAsync(db, branches, included, ct), calls.Sum(c => c.Present), calls.Sum(c => c.FirstVisits), calls.Count, included.Count);
    }

    // That many weeks later at the same wall-clock time, regardless of clock changes.
    private static (int Weeks, int Promised, Instant At) At(Wave wave, Instant live, int weeks, int promised) =>
        (weeks, promised, live.InZone(wave.Zone).LocalDateTime.PlusWeeks(weeks).InZoneLeniently(wave.Zone).ToInstant());

    private static Task<List<BranchCount>> CountAsync(RolloutDb db, List<BranchId> branches, Instant after1, Instant after4, Instant after12, CancellationToken ct) => db.People
        .Where(p => p.Active && branches.Contains(p.Branch))
        .GroupBy(p => p.Branch)
        .Select(g => new BranchCount(
            g.Key, g.Count(), g.Count(p => p.ProfileCompleteSince != null && p.ProfileCompleteSince <= after1), g.Count(p => p.ProfileCompleteSince != null && p.ProfileCompleteSince <= after4),
            g.Count(p => p.ProfileCompleteSince != null && p.ProfileCompleteSince <= after12)))
        .ToListAsync(ct);

    private static async Task<IReadOnlyList<OpenCondition>> ConditionsAsync(RolloutDb db, List<Branch> branches, Dictionary<BranchId, Launch> included, CancellationToken ct)
    {
        var names = await FindWave.NamesAsync(db, [.. included.Values.SelectMany(l => l.Checks).Select(c => c.Owner)], ct);
        var directors = await db.Branches.FindDirectorsAsync(db, ct);
        return
        [
            .. from branch in branches
               from check in included[branch.Id].Checks.Where(c => c is { IsCondition: true, Done: false })
               let owner = check.Owner is { } of ? names.GetValueOrDefault(of) : directors.GetValueOrDefault(branch.Id)?.Name
               orderby check.Due
               select new OpenCondition(branch.Name, check.Text, check.Due, owner),
        ];
    }

    private sealed record BranchCount(BranchId Branch, int People, int After1, int After4, int After12);
}
