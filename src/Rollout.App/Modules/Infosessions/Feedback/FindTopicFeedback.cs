using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Feedback;

/// <summary>The feedback on a topic.</summary>
/// <param name="Before">From its dry-runs; null while there are too few answers.</param>
/// <param name="After">From the infosessions open to everyone; null while there are too few answers.</param>
/// <param name="Texts">The texts from the latter, in alphabetical order.</param>
public sealed record TopicFeedback(FeedbackResult? Before, FeedbackResult? After, IReadOnlyList<string> Texts);

/// <summary>Finds the feedback on a topic, for lead and facilitators. Infosessions with too few answers count together or not at all.</summary>
public sealed class FindTopicFeedback(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    public async Task<TopicFeedback> RunAsync(TopicId topic, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        if (!actor.SeesAll && !actor.IsFacilitator)
        {
            return new TopicFeedback(null, null, []);
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = await (
            from score in db.FeedbackScores
            join s in db.Infosessions on score.Infosession equals s.Id
            where s.Topic == topic
            select new { s.Id, s.IsDryRun, s.Starts, s.Zone, score.Question, score.Score, score.Answers }).ToListAsync(ct);
        var tallies = rows.GroupBy(r => (r.Id, r.IsDryRun, r.Starts, r.Zone)).ToLookup(
            g => g.Key.IsDryRun,
            g => new FeedbackSummary(g.Key.Id, FeedbackTime.ClosesAt(g.Key.Starts, g.Key.Zone), new FeedbackResult(g.Select(r => (r.Question, r.Score, r.Answers)))));
        var now = clock.GetCurrentInstant();
        var (before, after) = (FeedbackResult.CountedFor(tallies[true], now), FeedbackResult.CountedFor(tallies[false], now));
        var counted = after.Select(t => t.Infosession).ToList();
        return new TopicFeedback(
            before.Count > 0 ? FeedbackResult.Combine(before) : null, after.Count > 0 ? FeedbackResult.Combine(after) : null,
            await db.FeedbackTexts.Where(t => counted.Contains(t.Infosession)).OrderBy(t => t.Text).Select(t => t.Text).ToListAsync(ct));
    }
}
