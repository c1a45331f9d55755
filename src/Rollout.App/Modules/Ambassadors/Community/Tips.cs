using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Ambassadors;

namespace Rollout.App.Modules.Ambassadors.Community;

/// <summary>Tips, questions and answers. Only the lead can see who asked a question.</summary>
/// <param name="Tips">Newest first.</param>
/// <param name="Answered">Newest first.</param>
/// <param name="Open">Oldest first; all for the lead, otherwise the user's own.</param>
public sealed record AllTips(IReadOnlyList<TipRow> Tips, IReadOnlyList<QuestionRow> Answered, IReadOnlyList<QuestionRow> Open);

/// <summary>A tip.</summary>
public sealed record TipRow(TipId Id, string Language, string Text);

/// <summary>A question.</summary>
/// <param name="AskedBy">The name of the person who asked, for the lead; null for everyone else.</param>
public sealed record QuestionRow(AmbassadorQuestionId Id, string Question, string Answer, string? AskedBy);

/// <summary>Lists tips and questions, as the lead or an ambassador sees them.</summary>
public sealed class ListTips(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me)
{
    private const int MaxItems = 50;

    public async Task<AllTips> RunAsync(CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        if (actor is { SeesAll: false, IsAmbassador: false })
        {
            throw new UnauthorizedAccessException();
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var tips = await db.Tips.OrderByDescending(t => t.At).Take(MaxItems).Select(t => new TipRow(t.Id, t.Language, t.Text)).ToListAsync(ct);
        var questions = db.AmbassadorQuestions.Where(q => q.AnsweredAt != null || actor.SeesAll || q.AskedBy == actor.Id);
        var rows = await questions.OrderByDescending(q => q.AnsweredAt).ThenBy(q => q.AskedAt).Take(2 * MaxItems)
            .Select(q => new { Answered = q.AnsweredAt != null, Row = new QuestionRow(q.Id, q.Question, q.Answer, actor.SeesAll ? db.People.Where(p => p.Id == q.AskedBy).Select(p => p.Name).First() : null) })
            .ToListAsync(ct);
        return new AllTips(tips, [.. rows.Where(r => r.Answered).Select(r => r.Row)], [.. rows.Where(r => !r.Answered).Select(r => r.Row)]);
    }
}

/// <summary>The lead adds and removes tips.</summary>
public sealed class EditTips(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="TipRules"/> rule is broken.</exception>
    public async Task AddAsync(string language, string text, CancellationToken ct = default)
    {
        await me.GetLeadAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        db.Tips.Add(Tip.Write(language, text, clock.GetCurrentInstant()));
        await db.SaveChangesAsync(ct);
    }

    public async Task RemoveAsync(TipId id, CancellationToken ct = default)
    {
        await me.GetLeadAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.Tips.Where(t => t.Id == id).ExecuteDeleteAsync(ct);
    }
}

/// <summary>An ambassador asks the lead a question.</summary>
public sealed class AskTheLead(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="TipRules"/> rule is broken.</exception>
    public async Task RunAsync(string question, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        if (!actor.IsAmbassador)
        {
            throw new UnauthorizedAccessException();
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        db.AmbassadorQuestions.Add(AmbassadorQuestion.Ask(actor.Id, question, clock.GetCurrentInstant()));
        await db.SaveChangesAsync(ct);
    }
}

/// <summary>The lead answers a question. The person who asked gets the first answer by mail, and every ambassador can read it.</summary>
public sealed class AnswerQuestion(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, RolloutSettingsCache rollout, CommunityEmails letters, IClock clock)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="TipRules"/> rule is broken.</exception>
    public async Task RunAsync(AmbassadorQuestionId id, string answer, CancellationToken ct = default)
    {
        await me.GetLeadAsync(ct);
        var now = clock.GetCurrentInstant();
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.AmbassadorQuestions.SingleOrDefaultAsync(q => q.Id == id, ct) is not { } question)
        {
            return;
        }

        var first = question.AnsweredAt is null;
        question.Reply(answer, now);
        var asker = await db.People.SingleAsync(p => p.Id == question.AskedBy, ct);
        if (first && asker is { Active: true, Email: not null })
        {
            db.Outbox.Add(letters.Answered(await rollout.GetAsync(ct), question, asker, now));
        }

        await db.SaveChangesAsync(ct);
    }
}
