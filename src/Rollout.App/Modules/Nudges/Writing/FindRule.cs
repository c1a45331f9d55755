using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Nudges.Comparing;
using Rollout.App.Modules.Nudges.Occasions;
using Rollout.App.Modules.Nudges.Rules;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Nudges.Writing;

/// <summary>One rule, as the lead's page shows it.</summary>
/// <param name="Names">The names of the people who changed it.</param>
/// <param name="WaitsForReports">Whether what it asks of people is not known now, because no report says it.</param>
public sealed record RuleView(
    NudgeRule Rule, IReadOnlyDictionary<BranchId, string> Branches, IReadOnlyDictionary<PersonId, string> Names, IReadOnlyDictionary<OutboxState, int> Messages, int Running, bool WaitsForReports,
    IReadOnlyList<string> Languages, DateTimeZone Zone, IReadOnlyList<JudgedVersion> Judged)
{
    /// <summary>What its versions compare, newest first.</summary>
    public IReadOnlyList<HalvesCompared> Halves { get; init; } = [];
}

/// <summary>The effect of one version.</summary>
/// <param name="Beside">How many other rules are judged too, where it works or harms.</param>
/// <param name="StandsOut">Whether it still does when all are looked at together.</param>
/// <param name="WeeksLeft">In about how many weeks enough people will have been seen, at the pace of the last four; null when nobody is added.</param>
public sealed record JudgedVersion(int Number, NudgeEffect Effect, int? WeeksLeft, int Beside = 0, bool StandsOut = false)
{
    /// <summary>The names of branches in which more or fewer were held back than chance explains.</summary>
    public IReadOnlyList<string> Uneven { get; init; } = [];
}

/// <summary>Finds a rule by its code.</summary>
internal sealed class FindRule(IDbContextFactory<RolloutDb> dbs, IEnumerable<INudgeSource> sources, IClock clock)
{
    public async Task<RuleView?> RunAsync(string code, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var stored = await db.NudgeRules.AsNoTracking().Include(r => r.Versions).Include(r => r.Events).AsSplitQuery().SingleOrDefaultAsync(r => r.Code == code, ct);
        if ((stored ?? (await NudgeRuleBook.LoadAsync(db, sources, ct)).Rules.FirstOrDefault(r => r.Code == code)) is not { } rule)
        {
            return null;
        }

        var rollout = await db.Rollouts.AsNoTracking().SingleAsync(ct);
        var by = rule.Versions.Select(v => v.By).Concat(rule.Events.Select(e => e.By)).OfType<PersonId>().Distinct().ToList();
        var waits = !rule.IsFixed && (await ReadNudges.RunAsync(db, NudgeRuleBook.Match([rule]), clock.GetCurrentInstant(), only: [], openOnly: false, ct)).Waiting.Count > 0;
        return new RuleView(
            rule,
            await db.Branches.OrderBy(b => b.Position).ToDictionaryAsync(b => b.Id, b => b.Name, ct),
            await db.People.Where(p => by.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, ct),
            await db.Outbox.Where(m => m.About == rule.About).GroupBy(m => m.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct),
            await db.NudgeRuns.CountAsync(r => r.Rule == rule.Id && r.EndedAt == null && !r.HeldOut, ct),
            waits, rollout.Languages, rollout.Zone, await JudgedAsync(db, rule, ct)) { Halves = await HalvesAsync(db, rule, ct) };
    }

    private async Task<IReadOnlyList<JudgedVersion>> JudgedAsync(RolloutDb db, NudgeRule rule, CancellationToken ct)
    {
        var since = clock.GetCurrentInstant() - Duration.FromDays(4 * 7);
        var judged = new List<JudgedVersion>();
        foreach (var version in rule.Versions.Where(v => v.Content.Holdout > 0).OrderByDescending(v => v.Number))
        {
            var effect = await JudgeRuns.EffectAsync(db, rule.Id, version, ct);
            var pace = await db.NudgeRuns.CountAsync(r => r.Rule == rule.Id && r.RuleVersion == version.Number && r.StartedAt > since, ct) / 4.0;
            var (beside, standsOut) = effect.Verdict is NudgeVerdict.Works or NudgeVerdict.Harms ? await CompareAsync(db, rule, version, ct) : (0, false);
            judged.Add(new JudgedVersion(version.Number, effect, pace > 0 ? (int)Math.Ceiling(effect.Missing / pace) : null, beside, standsOut) { Uneven = await UnevenAsync(db, rule, version, ct) });
        }

        return judged;
    }

    private async Task<IReadOnlyList<HalvesCompared>> HalvesAsync(RolloutDb db, NudgeRule rule, CancellationToken ct) =>
        rule.Versions.Any(v => v.Content.Second is not null) ? [.. (await ListComparisons.OfAsync(db, clock.GetCurrentInstant(), ct)).Halves.Where(h => h.Rule.Id == rule.Id)] : [];

    // A version beside the current versions of all other rules that hold people back.
    private static async Task<(int Beside, bool StandsOut)> CompareAsync(RolloutDb db, NudgeRule rule, NudgeRuleVersion version, CancellationToken ct)
    {
        var others = await db.NudgeRules.AsNoTracking().Include(r => r.Versions).Where(r => !r.IsFixed && r.Id != rule.Id).ToListAsync(ct);
        List<(NudgeRuleId Rule, NudgeRuleVersion Version)> all = [(rule.Id, version), .. others.Select(r => (r.Id, r.Versions.Single(v => v.Number == r.Current))).Where(v => v.Item2.Content.Holdout > 0)];
        var counts = (await RunCounts.ListAsync(db.NudgeRuns, ct)).ToLookup(c => (c.Rule, c.Version));
        var sure = all.ConvertAll(one => (Func<double, bool>)(error => NudgeEffect.IsSure(one.Version.Content.Holdout, RunCounts.HeldOut(counts[(one.Rule, one.Version.Number)]), error)));
        return (all.Count - 1, NudgeComparison.StandOut(sure).Contains(0));
    }

    private static async Task<IReadOnlyList<string>> UnevenAsync(RolloutDb db, NudgeRule rule, NudgeRuleVersion version, CancellationToken ct)
    {
        var counts = await db.NudgeRuns.Where(r => r.Rule == rule.Id && r.RuleVersion == version.Number)
            .GroupBy(r => r.Branch).Select(g => new { Branch = g.Key, All = g.Count(), HeldOut = g.Count(r => r.HeldOut) }).ToListAsync(ct);
        var uneven = counts.FindAll(c => !NudgeEffect.IsBalanced(version.Content.Holdout, c.All - c.HeldOut, c.HeldOut)).ConvertAll(c => c.Branch);
        return uneven.Count == 0 ? [] : await db.Branches.Where(b => uneven.Contains(b.Id)).OrderBy(b => b.Position).Select(b => b.Name).ToListAsync(ct);
    }
}
