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
    ProgressFigures Figures, int OpenTopics, int ComingSessions, int Drafts, int Waves, Instant? FirstSession)
{
    /// <summary>Messages that were given up.</summary>
    public WaitingForLead Parked { get; init; } = WaitingForLead.Nothing;

    /// <summary>Addresses of people who work here to which nothing is mailed, because mail came back.</summary>
    public WaitingForLead Addresses { get; init; } = WaitingForLead.Nothing;

    /// <summary>Topics that unsettled findings keep closed, longest first.</summary>
    public IReadOnlyList<TopicKeptClosed> KeptClosed { get; init; } = [];

    /// <summary>Candidates who applied or were proposed, and wait for the lead.</summary>
    public WaitingForLead Candidates { get; init; } = WaitingForLead.Nothing;

    /// <summary>The code of the branch that all these candidates are of; null when there are several.</summary>
    public string? CandidatesOf { get; init; }

    /// <summary>Unanswered questions from ambassadors.</summary>
    public WaitingForLead Questions { get; init; } = WaitingForLead.Nothing;

    /// <summary>Open reviews.</summary>
    public WaitingForLead Reviews { get; init; } = WaitingForLead.Nothing;

    /// <summary>When the first infosession that is still a draft starts, at its place.</summary>
    public LocalDate? FirstDraft { get; init; }
}

/// <summary>How many things of a kind wait, and since when.</summary>
public sealed record WaitingForLead(int Count, Instant? Since)
{
    public static readonly WaitingForLead Nothing = new(0, null);

    /// <param name="moments">When each began to wait.</param>
    internal static async Task<WaitingForLead> OfAsync(IQueryable<Instant> moments, CancellationToken ct) =>
        await moments.GroupBy(_ => 1).Select(g => new WaitingForLead(g.Count(), g.Min())).SingleOrDefaultAsync(ct) ?? Nothing;
}

/// <summary>A topic that cannot open because of findings.</summary>
public sealed record TopicKeptClosed(TopicId Id, TopicTitle Title, int Findings, Instant Since);

public sealed class FindProgramStatus(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    public async Task<ProgramStatus> RunAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.GetCurrentInstant();
        var waiting = db.Candidates.Where(c => c.State == CandidateState.Applied || c.State == CandidateState.Proposed);
        var branches = await (from c in waiting join p in db.People on c.Person equals p.Id join b in db.Branches on p.Branch equals b.Id select b.Code).Distinct().ToListAsync(ct);
        return new ProgramStatus(
            await ProgressFigures.FindAsync(db, null, now, ct),
            await db.Topics.CountAsync(t => t.OpenedAt != null, ct),
            await db.Infosessions.WithoutDryRuns().CountAsync(s => s.State == InfosessionState.Published && s.StartsAt > now, ct),
            await db.Infosessions.WithoutDryRuns().CountAsync(s => s.State == InfosessionState.Draft && s.StartsAt > now, ct),
            await db.Waves.CountAsync(ct),
            await db.Infosessions.WithoutDryRuns().Where(s => s.State == InfosessionState.Published).MinAsync(s => (Instant?)s.StartsAt, ct))
        {
            Parked = await WaitingForLead.OfAsync(db.Outbox.Where(m => m.State == OutboxState.Failed && !db.SuppressedAddresses.Any(a => a.Address == m.Address)).Select(m => m.SettledAt), ct),
            Addresses = await WaitingForLead.OfAsync(db.SuppressedAddresses.Where(a => db.People.Any(p => p.Active && p.Email == a.Address)).Select(a => a.Since), ct),
            KeptClosed = await (
                from t in db.Topics
                where t.OpenedAt == null
                join f in db.Findings.Where(f => f.State == FindingState.Open) on t.Id equals f.Topic
                group f.GivenAt by new { t.Id, t.Title, t.Language, t.Translations } into g
                orderby g.Min()
                select new TopicKeptClosed(g.Key.Id, new TopicTitle(g.Key.Title, g.Key.Language, g.Key.Translations), g.Count(), g.Min())).ToListAsync(ct),
            Candidates = await WaitingForLead.OfAsync(waiting.Select(c => c.At), ct),
            CandidatesOf = branches.Count == 1 ? branches[0] : null,
            Questions = await WaitingForLead.OfAsync(db.AmbassadorQuestions.Where(q => q.AnsweredAt == null).Select(q => q.AskedAt), ct),
            Reviews = await WaitingForLead.OfAsync(db.CreditReviews.Where(r => r.AnsweredAt == null).Select(r => r.At), ct),
            FirstDraft = (await db.Infosessions.WithoutDryRuns().Where(s => s.State == InfosessionState.Draft && s.StartsAt > now).OrderBy(s => s.StartsAt).Select(s => (LocalDateTime?)s.Starts).FirstOrDefaultAsync(ct))?.Date,
        };
    }
}
