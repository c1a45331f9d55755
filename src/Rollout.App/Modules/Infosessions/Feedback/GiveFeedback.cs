using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Feedback;

/// <summary>
/// Stores an attendee's feedback. A link, a sign-in or the code on their ticket proves that they came; that they answered is stored with the person. The answer
/// itself is counted apart, so that nothing links the two.
/// </summary>
public sealed class GiveFeedback(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    /// <param name="person">The person, if a link or sign-in identifies them.</param>
    /// <param name="ticketCode">The code on their ticket as typed, otherwise.</param>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="FeedbackRules"/> rule is broken.</exception>
    public async Task RunAsync(InfosessionId id, PersonId? person, string? ticketCode, FeedbackAnswer answer, CancellationToken ct = default)
    {
        answer.Validate();
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var session = await db.LockAsync(id, ct);
        FeedbackTime.EnsureOpen(session.Starts, session.Zone, session.StartsAt, clock.GetCurrentInstant());
        await MarkAnsweredAsync(db, id, person ?? await HolderAsync(db, id, ticketCode, ct), ct);
        await CountAsync(db, id, answer, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task<PersonId> HolderAsync(RolloutDb db, InfosessionId id, string? ticketCode, CancellationToken ct)
    {
        var code = TicketCode.Read(ticketCode);
        var holder = code is null ? null : await db.Registrations.Where(r => r.Infosession == id && r.TicketCode == code).Select(r => (PersonId?)r.Person).FirstOrDefaultAsync(ct);
        FeedbackRules.NeedsATicket.Ensure(holder is not null);
        return holder!.Value;
    }

    private static async Task MarkAnsweredAsync(RolloutDb db, InfosessionId id, PersonId person, CancellationToken ct)
    {
        FeedbackRules.OnlyWhoCame.Ensure(await db.Registrations.Where(r => r.Infosession == id && r.Person == person).Coming().AnyAsync(ct));
        var ask = await db.FeedbackAsks.SingleOrDefaultAsync(a => a.Infosession == id && a.Person == person, ct) ?? db.FeedbackAsks.Add(FeedbackAsk.Of(id, person)).Entity;
        FeedbackRules.OnceEach.Ensure(!ask.HasAnswered);
        ask.MarkAnswered();
    }

    private static async Task CountAsync(RolloutDb db, InfosessionId id, FeedbackAnswer answer, CancellationToken ct)
    {
        var scores = await db.FeedbackScores.Where(s => s.Infosession == id).ToListAsync(ct);
        foreach (var question in Enum.GetValues<FeedbackQuestion>())
        {
            var score = scores.Find(s => s.Question == question && s.Score == answer.ScoreOf(question)) ?? db.FeedbackScores.Add(new FeedbackScore(id, question, answer.ScoreOf(question))).Entity;
            score.CountOne();
        }

        if (answer.Text.Trim().Length > 0)
        {
            db.FeedbackTexts.Add(new FeedbackText(id, answer.Text));
        }
    }
}
