using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Nudges.Occasions;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.Nudges;

namespace Rollout.App.Modules.Nudges.Writing;

/// <summary>The lead switches a rule on or off, pauses it, or retires it.</summary>
internal sealed class SwitchRule(IDbContextFactory<RolloutDb> dbs, IEnumerable<INudgeSource> sources, CurrentUserAccessor me, IClock clock)
{
    /// <returns>False when there is no such rule.</returns>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="NudgeRuleRules"/> rule is broken.</exception>
    public async Task<bool> RunAsync(string code, NudgeRuleState to, CancellationToken ct = default)
    {
        var lead = (await me.GetAsync(ct)).AsLead();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rule = await db.NudgeRules.Include(r => r.Events).SingleOrDefaultAsync(r => r.Code == code, ct);
        if (rule is null && sources.Index().FirstOrDefault(s => s.Item.Code == code) is { Item: not null } known)
        {
            rule = NudgeRule.Fixed(code, NudgeRuleBook.PriorityOf(known.Index));
            db.NudgeRules.Add(rule);
        }

        rule?.Switch(to, lead.Id, clock.GetCurrentInstant());
        await db.SaveChangesAsync(ct);
        return rule is not null;
    }
}

/// <summary>The lead holds back all nudges of one branch, or lets them go on.</summary>
internal sealed class PauseBranch(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    public async Task RunAsync(BranchId branch, bool paused, CancellationToken ct = default)
    {
        var lead = (await me.GetAsync(ct)).AsLead();
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.NudgeBranchPauses.Where(p => p.Branch == branch).ExecuteDeleteAsync(ct);
        if (paused && await db.Branches.AnyAsync(b => b.Id == branch, ct))
        {
            db.NudgeBranchPauses.Add(new NudgeBranchPause(branch, lead.Id, clock.GetCurrentInstant()));
            await db.SaveChangesAsync(ct);
        }
    }
}
