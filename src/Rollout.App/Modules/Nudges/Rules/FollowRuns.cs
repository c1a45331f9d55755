using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Nudges;

namespace Rollout.App.Modules.Nudges.Rules;

/// <summary>
/// Goes on with the runs that are due: ends those whose step is done or whose point is lost, and tries again otherwise, each by the version it began with. Whom the last try
/// did not reach is dropped, or handed to their ambassador.
/// </summary>
internal sealed class FollowRuns(IDbContextFactory<RolloutDb> dbs, RunMessages messages, HandRunsOver handOver, IClock clock)
{
    private const int Batch = 1000;

    public async Task RunAsync(NudgeRuleBook book, CancellationToken ct = default)
    {
        foreach (var rule in book.Rules.Where(r => !r.IsFixed && r.State != NudgeRuleState.Paused))
        {
            foreach (var version in rule.Versions)
            {
                await FollowAsync(new NudgeMatcher(rule, version.Number, 0), ct);
            }
        }
    }

    private async Task FollowAsync(NudgeMatcher rule, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.GetCurrentInstant();
        var due = await db.NudgeRuns.AsNoTracking().Where(r => r.Rule == rule.Rule.Id && r.RuleVersion == rule.RuleVersion && r.NextAt <= now && r.EndedAt == null).ToListAsync(ct);
        foreach (var batch in due.Chunk(Batch))
        {
            await FollowAsync(rule, batch, now, ct);
        }
    }

    private async Task FollowAsync(NudgeMatcher rule, IReadOnlyList<NudgeRun> due, Instant now, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var reading = await ReadNudges.RunAsync(db, [rule], now, [.. due.Select(r => r.Person).Distinct()], openOnly: false, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockRolloutAsync(ct);
        var ids = due.Select(r => r.Id).ToList();
        var runs = await db.NudgeRuns.Where(r => ids.Contains(r.Id) && r.NextAt <= now && r.EndedAt == null).ToListAsync(ct);
        if (reading.Rollout.PausedAt is null && reading.Waiting.Count == 0)
        {
            await GoOnAsync(db, reading, rule, runs, now, ct);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
    }

    private async Task GoOnAsync(RolloutDb db, NudgeReading reading, NudgeMatcher rule, List<NudgeRun> runs, Instant now, CancellationToken ct)
    {
        var people = reading.People.ToDictionary(p => p.Id);
        var paused = await db.NudgeBranchPauses.Select(p => p.Branch).ToListAsync(ct);
        var theirs = runs.ConvertAll(r => r.Person);
        var budget = await ContactBudget.LoadAsync(db, reading.Rollout.ContactBudget, theirs, now, ct);
        var stops = await NudgeOptOuts.LoadAsync(db, theirs, now, ct);
        var again = new List<(NudgeRun, MessageChannel)>();
        var failed = new List<NudgeRun>();
        foreach (var run in runs.Where(r => !paused.Contains(r.Branch) && reading.Hours[r.Branch].Contain(now)))
        {
            var person = people.GetValueOrDefault(run.Person);
            if (EndOf(rule, person, stops, reading) is { } end)
            {
                run.Finish(end, now);
            }
            else if (run.Tries >= rule.Content.Tries)
            {
                run.Finish(rule.Content.Step == NudgeStep.Nothing ? NudgeRunEnd.Done : rule.Content.After == AfterLastTry.HandedToAmbassador ? NudgeRunEnd.HandedOver : NudgeRunEnd.Dropped, now);
                failed.Add(run);
            }
            else if (budget.HasRoom(run.Person) && rule.ChannelFor(person!, run.Half) is { } channel)
            {
                run.TryAgain(rule.Content.DaysBetween, now);
                budget.Spend(run.Person, rule.Rule.About);
                again.Add((run, channel));
            }
        }

        await messages.QueueAsync(db, reading.Rollout, rule, again, now, ct);
        await handOver.RunAsync(db, reading.Rollout, rule, failed.FindAll(r => r.End == NudgeRunEnd.HandedOver), now, ct);
    }

    /// <summary>How it ends before another try; null when it does not. People who are not read have left, or want no nudges.</summary>
    private static NudgeRunEnd? EndOf(NudgeMatcher rule, NudgePerson? person, NudgeOptOuts stops, NudgeReading reading) => person switch
    {
        null => NudgeRunEnd.Lost,
        _ when NudgeRuleContent.DoneBy(rule.Content.Step) is { } done && person.Facts.Has(done) => NudgeRunEnd.Done,
        _ when rule.Rule.State is NudgeRuleState.Off or NudgeRuleState.Retired || stops.Stop(person.Id, rule.Rule.About) => NudgeRunEnd.Lost,
        _ => rule.Content.Step == NudgeStep.Nothing || rule.IsFor(person, reading.Branches[person.Branch].WeeksLive) ? null : NudgeRunEnd.Lost,
    };
}
