using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Nudges.Rules;
using Rollout.App.Persistence;
using Rollout.Domain.Nudges;

namespace Rollout.App.Modules.Nudges.Comparing;

/// <summary>What the second half of a version brings beside the first.</summary>
/// <param name="Beside">How many other comparisons are made too.</param>
/// <param name="StandsOut">Whether it is still sure when all are looked at together.</param>
/// <param name="WeeksLeft">In about how many weeks enough people will have been seen, at the pace of the last four; null when nobody is added.</param>
public sealed record HalvesCompared(NudgeRule Rule, NudgeRuleVersion Version, NudgeEffect Effect, int? WeeksLeft, int Beside, bool StandsOut);

/// <summary>What the rules of one kind bring for a step beside those of another, each by whom it held back.</summary>
public sealed record KindsCompared(NudgeStep Step, NudgeKind One, NudgeKind Other, NudgeKindEffect Effect, int? WeeksLeft, int Beside, bool StandsOut);

/// <summary>All that is compared: texts, channels, hours and kinds within rules, and kinds over rules.</summary>
public sealed record Comparisons(IReadOnlyList<HalvesCompared> Halves, IReadOnlyList<KindsCompared> Kinds);

/// <summary>Lists what is compared. One is looked at beside all others, for of many one looks as if it were better by chance.</summary>
internal sealed class ListComparisons(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    private const int PaceWeeks = 4;

    public async Task<Comparisons> RunAsync(CancellationToken ct = default)
    {
        (await me.GetAsync(ct)).AsReader();
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await OfAsync(db, clock.GetCurrentInstant(), ct);
    }

    internal static async Task<Comparisons> OfAsync(RolloutDb db, Instant now, CancellationToken ct)
    {
        var rules = await db.NudgeRules.AsNoTracking().Include(r => r.Versions).Where(r => !r.IsFixed).OrderBy(r => r.Priority).ToListAsync(ct);
        var counts = (await RunCounts.ListAsync(db.NudgeRuns, ct)).ToLookup(c => (c.Rule, c.Version));
        var since = now - Duration.FromDays(PaceWeeks * 7);
        var pace = await db.NudgeRuns.Where(r => r.StartedAt > since).GroupBy(r => new { r.Rule, r.RuleVersion })
            .Select(g => new { g.Key, All = g.Count(), Halves = g.Count(r => r.Half != null) }).ToDictionaryAsync(g => (g.Key.Rule, g.Key.RuleVersion), g => (g.All, g.Halves), ct);

        var halves = rules.SelectMany(r => r.Versions.Where(v => v.Content.Second is not null).OrderByDescending(v => v.Number).Select(v => (Rule: r, Version: v, Looks: RunCounts.Halves(counts[(r.Id, v.Number)])))).ToList();
        var kinds = PairsOf(rules.SelectMany(r => r.Versions).Where(v => pace.ContainsKey((v.Rule, v.Number)) || counts[(v.Rule, v.Number)].Any())).Select(p => (p.Step, p.One, p.Other, Looks: RunCounts.Kinds(Seen(p.One), Seen(p.Other)))).ToList();
        List<Func<double, bool>> sure = [
            .. halves.Select(h => (Func<double, bool>)(error => NudgeEffect.IsSure(NudgeEffect.Halves, h.Looks, error))),
            .. kinds.Select(k => (Func<double, bool>)(error => NudgeKindEffect.Of(k.Looks, error).Verdict is NudgeVerdict.Works or NudgeVerdict.Harms))];
        var (standOut, beside) = (NudgeComparison.StandOut(sure), sure.Count - 1);
        return new Comparisons(
            [.. from half in halves.Index()
                let it = half.Item
                let effect = NudgeEffect.Of(NudgeEffect.Halves, it.Looks)
                select new HalvesCompared(it.Rule, it.Version, effect, Weeks(effect.Missing, pace.GetValueOrDefault((it.Rule.Id, it.Version.Number)).Halves), beside, standOut.Contains(half.Index))],
            [.. from pair in kinds.Index()
                let it = pair.Item
                let effect = NudgeKindEffect.Of(it.Looks)
                let lately = it.One.Concat(it.Other).Sum(v => pace.GetValueOrDefault((v.Rule, v.Number)).All)
                select new KindsCompared(it.Step, it.One.Key, it.Other.Key, effect, Weeks(effect.Missing, lately), beside, standOut.Contains(halves.Count + pair.Index))]);

        IReadOnlyList<(int, IReadOnlyList<RunCount>)> Seen(IEnumerable<NudgeRuleVersion> versions) => [.. versions.Select(v => (v.Content.Holdout, (IReadOnlyList<RunCount>)[.. counts[(v.Rule, v.Number)]]))];
    }

    /// <summary>Each two kinds that ask for the same step and hold people back. A version that compares kinds itself is of neither.</summary>
    /// <param name="begun">The versions that began for somebody.</param>
    private static IEnumerable<(NudgeStep Step, IGrouping<NudgeKind, NudgeRuleVersion> One, IGrouping<NudgeKind, NudgeRuleVersion> Other)> PairsOf(IEnumerable<NudgeRuleVersion> begun) =>
        from ofStep in begun.Where(v => v.Content is { Holdout: > 0, Second: not { Kind: not null } }).GroupBy(v => v.Content.Step).OrderBy(g => g.Key)
        let kinds = ofStep.GroupBy(v => v.Content.Kind).OrderBy(g => g.Key).ToList()
        from one in kinds
        from other in kinds
        where one.Key < other.Key
        select (ofStep.Key, one, other);

    private static int? Weeks(int missing, int lately) => lately > 0 ? (int)Math.Ceiling((double)missing * PaceWeeks / lately) : null;
}
