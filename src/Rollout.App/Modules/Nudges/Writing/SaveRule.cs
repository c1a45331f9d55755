using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Nudges;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Nudges.Writing;

/// <summary>The lead writes a rule, or a new version of one.</summary>
internal sealed class SaveRule(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    /// <param name="code">Null for a new rule.</param>
    /// <returns>The rule's code.</returns>
    /// <exception cref="BrokenRuleException">A <see cref="NudgeRuleRules"/> rule is broken.</exception>
    public async Task<string> RunAsync(string? code, NudgeRuleInput typed, CancellationToken ct = default)
    {
        var lead = (await me.GetAsync(ct)).AsLead();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var languages = (await db.Rollouts.AsNoTracking().SingleAsync(ct)).Languages;
        var (now, content, name) = (clock.GetCurrentInstant(), typed.ToContent(), typed.Name?.Trim() ?? "");
        if (code is null)
        {
            code = CodeOf(name);
            var rule = NudgeRule.Write(code, name, typed.Priority ?? 0, content, languages, lead.Id, now);
            NudgeRuleRules.CodeIsFree.Ensure(!await db.NudgeRules.AnyAsync(r => r.Code == code, ct));
            db.NudgeRules.Add(rule);
        }
        else
        {
            var rule = await db.NudgeRules.Include(r => r.Versions).Include(r => r.Events).AsSplitQuery().SingleAsync(r => r.Code == code && !r.IsFixed, ct);
            rule.Change(name, content, languages, lead.Id, now);
            rule.Rank(typed.Priority ?? rule.Priority);
        }

        await db.SaveChangesAsync(ct);
        return code;
    }

    private static string CodeOf(string name)
    {
        var letters = TextNormalizer.Fold(name).Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-');
        var code = string.Join('-', new string([.. letters]).Split('-', StringSplitOptions.RemoveEmptyEntries));
        return code.Length switch { 0 => "rule", > NudgeRule.CodeLength => code[..NudgeRule.CodeLength].TrimEnd('-'), _ => code };
    }
}
