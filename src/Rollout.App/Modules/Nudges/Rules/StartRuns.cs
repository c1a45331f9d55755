using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Nudges.Rules;

/// <summary>
/// Begins a rule for people, in one transaction for each batch: chance decides first who is held out, then the others' messages are queued. The row of the run is
/// unique, so that another process, or this one after a crash, begins nothing twice.
/// </summary>
internal sealed class StartRuns(IDbContextFactory<RolloutDb> dbs, RunMessages messages, IClock clock)
{
    private const int Batch = 1000;

    public async Task RunAsync(NudgeMatcher rule, IReadOnlyList<NudgePerson> people, CancellationToken ct = default)
    {
        foreach (var batch in people.Chunk(Batch))
        {
            await StartAsync(rule, batch, ct);
        }
    }

    private async Task StartAsync(NudgeMatcher rule, IReadOnlyList<NudgePerson> batch, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockRolloutAsync(ct);
        var rollout = await db.Rollouts.AsNoTracking().SingleAsync(ct);
        var now = clock.GetCurrentInstant();
        if (rollout.PausedAt is not null || !await db.NudgeRules.AnyAsync(r => r.Id == rule.Rule.Id && r.State == NudgeRuleState.On && r.Current == rule.RuleVersion, ct))
        {
            return;
        }

        var wanted = await WantedAsync(db, rollout, rule, batch, now, ct);
        var heldOut = await HeldOutAsync(db, rule, wanted, ct);
        var occasion = NudgeRun.OccasionOf(rule.Content.Occasion, now.InZone(rollout.Zone).Date);
        var halves = await HalvesAsync(db, rule, wanted.FindAll(p => !heldOut.Contains(p.Id) && rule.Compares(p)), ct);
        var runs = wanted.ConvertAll(p => NudgeRun.Start(rule.Rule.Id, rule.RuleVersion, p.Id, p.Branch, occasion, heldOut.Contains(p.Id), rule.Content.DaysBetween, now, halves.TryGetValue(p.Id, out var half) ? half : null));
        db.NudgeRuns.AddRange(runs);
        var people = wanted.ToDictionary(p => p.Id);
        await messages.QueueAsync(db, rollout, rule, [.. runs.Where(r => !r.HeldOut).Select(r => (r, rule.ChannelFor(people[r.Person], r.Half)!.Value))], now, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    // What was read before this transaction may have changed: who was reached meanwhile, stopped, or has no room left.
    private static async Task<List<NudgePerson>> WantedAsync(RolloutDb db, RolloutSettings rollout, NudgeMatcher rule, IReadOnlyList<NudgePerson> batch, Instant now, CancellationToken ct)
    {
        var people = batch.Select(p => p.Id).ToList();
        var occasion = NudgeRun.OccasionOf(rule.Content.Occasion, now.InZone(rollout.Zone).Date);
        var since = now - Duration.FromDays(rule.Content.DaysBetween);
        var reached = await db.NudgeRuns
            .Where(r => r.Rule == rule.Rule.Id && people.Contains(r.Person) && (r.Occasion == occasion || r.EndedAt == null || r.StartedAt > since))
            .Select(r => r.Person).ToHashSetAsync(ct);
        var budget = await ContactBudget.LoadAsync(db, rollout.ContactBudget, people, now, ct);
        var stops = await NudgeOptOuts.LoadAsync(db, people, now, ct);
        return [.. batch.Where(p => !reached.Contains(p.Id) && budget.HasRoom(p.Id) && !stops.Stop(p.Id, rule.Rule.About))];
    }

    private static async Task<Dictionary<PersonId, NudgeHalf>> HalvesAsync(RolloutDb db, NudgeMatcher rule, List<NudgePerson> people, CancellationToken ct)
    {
        if (people.Count == 0)
        {
            return [];
        }

        var before = await db.NudgeRuns.Where(r => r.Rule == rule.Rule.Id && r.RuleVersion == rule.RuleVersion && r.Half != null)
            .GroupBy(r => r.Branch).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var second = people.GroupBy(p => p.Branch).SelectMany(branch =>
            Holdout.ChooseSecondHalf(rule.Rule.Id, rule.RuleVersion, branch.Key, before.GetValueOrDefault(branch.Key), branch.Select(p => p.Id))).ToHashSet();
        return people.ToDictionary(p => p.Id, p => second.Contains(p.Id) ? NudgeHalf.Second : NudgeHalf.First);
    }

    private static async Task<HashSet<PersonId>> HeldOutAsync(RolloutDb db, NudgeMatcher rule, List<NudgePerson> people, CancellationToken ct)
    {
        if (rule.Content.Holdout == 0)
        {
            return [];
        }

        var before = await db.NudgeRuns.Where(r => r.Rule == rule.Rule.Id && r.RuleVersion == rule.RuleVersion)
            .GroupBy(r => r.Branch).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        return [.. people.GroupBy(p => p.Branch).SelectMany(branch =>
            Holdout.Choose(rule.Rule.Id, rule.RuleVersion, branch.Key, rule.Content.Holdout, before.GetValueOrDefault(branch.Key), branch.Select(p => p.Id)))];
    }
}
