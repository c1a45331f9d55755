using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Modules.Infosessions.Registrations;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Feedback;

/// <summary>The feedback on one infosession.</summary>
/// <param name="Came">How many attended, or were expected to while attendance is not noted.</param>
/// <param name="Answers">How many answered.</param>
/// <param name="Result">Null until feedback has closed with enough answers.</param>
/// <param name="Texts">The texts in alphabetical order, which reveals neither author nor time.</param>
public sealed record SessionFeedback(InfosessionFacts Infosession, int Came, int Answers, Instant ClosesAt, FeedbackResult? Result, IReadOnlyList<string> Texts);

/// <summary>Finds the feedback on one infosession, for the lead and its facilitator.</summary>
public sealed class FindFeedbackResults(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    public async Task<SessionFeedback?> RunAsync(InfosessionId id, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Infosessions.Where(s => s.Id == id).Facts(db).SingleOrDefaultAsync(ct) is not { } facts || !Infosession.IsReadBy(facts.Facilitator, actor))
        {
            return null;
        }

        var closesAt = FeedbackTime.ClosesAt(facts.Starts, facts.Zone);
        var scores = await db.FeedbackScores.AsNoTracking().Where(s => s.Infosession == id).ToListAsync(ct);
        var result = new FeedbackResult(scores.Select(s => (s.Question, s.Score, s.Answers)));
        var shown = FeedbackResult.IsShown(closesAt, result.Answers, clock.GetCurrentInstant());
        return new SessionFeedback(
            facts, await db.Registrations.Where(r => r.Infosession == id).Coming().CountAsync(ct), result.Answers, closesAt, shown ? result : null,
            shown ? await db.FeedbackTexts.Where(t => t.Infosession == id).OrderBy(t => t.Text).Select(t => t.Text).ToListAsync(ct) : []);
    }
}
