using Microsoft.EntityFrameworkCore;
using Rollout.App.Modules.Nudges.Occasions;
using Rollout.App.Persistence;
using Rollout.Domain.Nudges;

namespace Rollout.App.Modules.Nudges;

/// <summary>All rules, fixed and written, in one order of priority. A fixed rule that is not stored yet is on.</summary>
internal sealed class NudgeRuleBook
{
    /// <summary>Rules have a bit each while they are planned.</summary>
    private const int MostPlanned = 60;

    private NudgeRuleBook(IReadOnlyList<NudgeRule> rules) => Rules = [.. rules.OrderBy(r => r.Priority).ThenBy(r => r.Code, StringComparer.Ordinal)];

    public IReadOnlyList<NudgeRule> Rules { get; }

    /// <summary>The rules that begin for people now, each ready to be asked.</summary>
    public IReadOnlyList<NudgeMatcher> Planned => Match(Rules.Where(r => r is { IsFixed: false, State: NudgeRuleState.On }));

    public static async Task<NudgeRuleBook> LoadAsync(RolloutDb db, IEnumerable<INudgeSource> fixedRules, CancellationToken ct)
    {
        var stored = await db.NudgeRules.AsNoTracking().Include(r => r.Versions).ToListAsync(ct);
        var missing = fixedRules.Select((source, i) => (source.Code, Priority: PriorityOf(i))).Where(f => !stored.Exists(r => r.Code == f.Code)).Select(f => NudgeRule.Fixed(f.Code, f.Priority));
        return new NudgeRuleBook([.. stored, .. missing]);
    }

    /// <summary>The priority of a fixed rule: others find their place between two.</summary>
    public static int PriorityOf(int index) => (index + 1) * 10;

    public static IReadOnlyList<NudgeMatcher> Match(IEnumerable<NudgeRule> rules) => [.. rules.Take(MostPlanned).Select((rule, i) => new NudgeMatcher(rule, rule.Current, i))];

    public NudgeRule? Find(string about) => Rules.FirstOrDefault(r => r.About == about);
}
