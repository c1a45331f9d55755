using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions.Browsing;
using Rollout.App.Modules.Infosessions.Registrations;
using Rollout.App.Modules.Infosessions.Scheduling;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Feedback;

/// <summary>
/// Stores an attendee's feedback. That they answered is stored with the person or device; the answer itself is counted separately, so that nothing links the
/// two. There are never more answers than attendees.
/// </summary>
public sealed class GiveFeedback(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    /// <param name="person">The person, if a link or sign-in identifies them.</param>
    /// <param name="device">The device's digest.</param>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="FeedbackRules"/> rule is broken.</exception>
    public async Task RunAsync(InfosessionId id, PersonId? person, string device, FeedbackAnswer answer, CancellationToken ct = default)
    {
        answer.Validate();
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var session = await db.LockAsync(id, ct);
        FeedbackTime.EnsureOpen(session.Starts, session.Zone, session.StartsAt, clock.GetCurrentInstant());
        await (person is { } known ? db.AnswersAsync(id, known, ct) : AnswersAsync(db, id, device, ct));
        if (person is not null && !await db.FeedbackDevices.AnyAsync(d => d.Infosession == id && d.Digest == device, ct))
        {
            db.FeedbackDevices.Add(new FeedbackDevice(id, device));
        }

        var scores = await db.FeedbackScores.Where(s => s.Infosession == id).ToListAsync(ct);
        var came = await db.Registrations.Where(r => r.Infosession == id).Coming().CountAsync(ct);
        FeedbackRules.NoMoreAnswersThanAttendees.Ensure(scores.Where(s => s.Question == FeedbackQuestion.Useful).Sum(s => s.Answers) < came);
        foreach (var question in Enum.GetValues<FeedbackQuestion>())
        {
            var score = scores.Find(s => s.Question == question && s.Score == answer.ScoreOf(question)) ?? db.FeedbackScores.Add(new FeedbackScore(id, question, answer.ScoreOf(question))).Entity;
            score.CountOne();
        }

        if (answer.Text.Trim().Length > 0)
        {
            db.FeedbackTexts.Add(new FeedbackText(id, answer.Text));
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task AnswersAsync(RolloutDb db, InfosessionId id, string device, CancellationToken ct)
    {
        FeedbackRules.OnceEach.Ensure(!await db.FeedbackDevices.AnyAsync(d => d.Infosession == id && d.Digest == device, ct));
        db.FeedbackDevices.Add(new FeedbackDevice(id, device));
    }
}

/// <summary>Someone who answered through the QR says so on their own link: they are not asked again, and nothing is counted twice.</summary>
public sealed class NoteFeedbackGiven(IDbContextFactory<RolloutDb> dbs)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">They did not attend, or have already answered.</exception>
    public async Task RunAsync(InfosessionId id, PersonId person, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockAsync(id, ct);
        await db.AnswersAsync(id, person, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}

internal static class SingleAnswerKeys
{
    /// <summary>Records that an attendee has answered, once.</summary>
    public static async Task AnswersAsync(this RolloutDb db, InfosessionId id, PersonId person, CancellationToken ct)
    {
        FeedbackRules.OnlyWhoCame.Ensure(await db.Registrations.Where(r => r.Infosession == id && r.Person == person).Coming().AnyAsync(ct));
        var ask = await db.FeedbackAsks.SingleOrDefaultAsync(a => a.Infosession == id && a.Person == person, ct) ?? db.FeedbackAsks.Add(FeedbackAsk.Of(id, person)).Entity;
        FeedbackRules.OnceEach.Ensure(!ask.HasAnswered);
        ask.MarkAnswered();
    }
}
