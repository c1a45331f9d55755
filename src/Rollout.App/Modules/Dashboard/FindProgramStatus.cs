using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Modules.Infosessions.Registrations;
using Rollout.App.Persistence;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Infosessions;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Dashboard;

/// <summary>The progress of the rollout, in counts with their totals, and what is missing.</summary>
public sealed record ProgramStatus(
    ProgressFigures Figures, int OpenTopics, int ComingSessions, int Drafts, int Waves, int Parked, int Unknown, Instant? FirstSession)
{
    /// <summary>Unsettled findings about topics that are not open yet.</summary>
    public int OpenFindings { get; init; }

    /// <summary>Candidates who applied or were proposed, and wait for the lead.</summary>
    public int Candidates { get; init; }

    /// <summary>Unanswered questions from ambassadors.</summary>
    public int Questions { get; init; }

    /// <summary>Open reviews.</summary>
    public int Reviews { get; init; }
}

public sealed class FindProgramStatus(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    public async Task<ProgramStatus> RunAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.GetCurrentInstant();
        return new ProgramStatus(
            await ProgressFigures.FindAsync(db, null, now, ct),
            await db.Topics.CountAsync(t => t.OpenedAt != null, ct),
            await db.Infosessions.WithoutDryRuns().CountAsync(s => s.State == InfosessionState.Published && s.StartsAt > now, ct),
            await db.Infosessions.WithoutDryRuns().CountAsync(s => s.State == InfosessionState.Draft && s.StartsAt > now, ct),
            await db.Waves.CountAsync(ct),
            await db.Outbox.CountAsync(m => m.State == OutboxState.Failed, ct),
            await db.Outbox.CountAsync(m => m.State == OutboxState.Unknown, ct),
            await db.Infosessions.WithoutDryRuns().Where(s => s.State == InfosessionState.Published).MinAsync(s => (Instant?)s.StartsAt, ct))
        {
            OpenFindings = await db.Findings.CountAsync(f => f.State == FindingState.Open && db.Topics.Any(t => t.Id == f.Topic && t.OpenedAt == null), ct),
            Candidates = await db.Candidates.CountAsync(c => c.State == CandidateState.Applied || c.State == CandidateState.Proposed, ct),
            Questions = await db.AmbassadorQuestions.CountAsync(q => q.AnsweredAt == null, ct),
            Reviews = await db.CreditReviews.CountAsync(r => r.AnsweredAt == null, ct),
        };
    }
}
