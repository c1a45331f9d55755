using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Participation.Contracts;
using Rollout.App.Persistence;
using Rollout.Domain.Nudges;

namespace Rollout.App.Modules.Nudges.Rules;

/// <summary>
/// Notes of runs whose window is over whether the step was done, for those written to and those held out alike. When a rule is found to work, whom it was kept
/// from and who did not do the step gets it after all.
/// </summary>
internal sealed class JudgeRuns(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    private static readonly Duration Window = Duration.FromDays(NudgeRuleContent.WindowDays);

    public async Task RunAsync(NudgeRuleBook book, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.GetCurrentInstant();
        var over = now - Window;
        var due = await db.NudgeRuns.Where(r => r.JudgedAt == null && r.StartedAt <= over).Select(r => new { r.Rule, r.RuleVersion }).Distinct().ToListAsync(ct);
        foreach (var of in due)
        {
            var rule = book.Rules.Single(r => r.Id == of.Rule);
            await JudgeAsync(db, rule, rule.Versions.Single(v => v.Number == of.RuleVersion), now, ct);
        }
    }

    private static async Task JudgeAsync(RolloutDb db, NudgeRule rule, NudgeRuleVersion version, Instant now, CancellationToken ct)
    {
        var today = now.InZone(await db.Rollouts.Select(r => r.Zone).SingleAsync(ct)).Date;
        var done = NudgeRuleContent.DoneBy(version.Content.Step);
        if (done is { } fact && NudgeFactSets.Needs(fact) is { } figure && !(await db.SayableAsync(today, ct)).Contains(figure))
        {
            return;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var over = now - Window;
        var open = db.NudgeRuns.Where(r => r.Rule == rule.Id && r.RuleVersion == version.Number && r.JudgedAt == null && r.StartedAt <= over);
        if (done is { } step && NudgeFactSets.Of(step, db, now, today) is { } people)
        {
            await SettleAsync(open.Where(r => people.Contains(r.Person)), did: true, now, ct);
        }

        await SettleAsync(open, did: false, now, ct);
        if (version.Content.Holdout > 0 && (await EffectAsync(db, rule.Id, version, ct)).Verdict == NudgeVerdict.Works)
        {
            await db.NudgeRuns.Where(r => r.Rule == rule.Id && r.RuleVersion == version.Number && r.HeldOut && r.Tries == 0 && r.DidStep == false && r.NextAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.EndedAt, (Instant?)null).SetProperty(r => r.End, (NudgeRunEnd?)null).SetProperty(r => r.NextAt, now), ct);
        }

        await transaction.CommitAsync(ct);
    }

    /// <summary>The effect of a version, by the runs that were judged.</summary>
    internal static async Task<NudgeEffect> EffectAsync(RolloutDb db, NudgeRuleId rule, NudgeRuleVersion version, CancellationToken ct) =>
        NudgeEffect.Of(version.Content.Holdout, RunCounts.HeldOut(await RunCounts.ListAsync(db.NudgeRuns.Where(r => r.Rule == rule && r.RuleVersion == version.Number), ct)));

    // For those held out the run ends here; the others end with their messages.
    private static async Task SettleAsync(IQueryable<NudgeRun> runs, bool did, Instant now, CancellationToken ct)
    {
        var end = did ? NudgeRunEnd.Done : NudgeRunEnd.Dropped;
        await runs.Where(r => r.HeldOut).ExecuteUpdateAsync(set => set.SetProperty(r => r.EndedAt, now).SetProperty(r => r.End, end), ct);
        await runs.ExecuteUpdateAsync(set => set.SetProperty(r => r.DidStep, did).SetProperty(r => r.JudgedAt, now), ct);
    }
}
