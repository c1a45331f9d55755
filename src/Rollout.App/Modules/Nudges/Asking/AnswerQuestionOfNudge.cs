using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Nudges.Rules;
using Rollout.App.Persistence;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Mails;
using Rollout.Domain.Nudges;
using Rollout.Domain.SharedKernel;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Nudges.Asking;

/// <summary>Rules about answering a question of a nudge.</summary>
public static class NudgeAnswerRules
{
    public static readonly Rule SaysSomething = new("nudge-answer.says-something");
    public static readonly Rule SomeoneReadsIt = new("nudge-answer.someone-reads-it");
}

/// <summary>
/// Keeps what someone answered, by the signed link of the mail, and sends it in the same transaction to the person who reads it, who can answer by mail. The first answer
/// counts.
/// </summary>
internal sealed class AnswerQuestionOfNudge(IDbContextFactory<RolloutDb> dbs, LinkTokens links, IClock clock)
{
    /// <returns>False when the token is not ours or has expired.</returns>
    /// <exception cref="BrokenRuleException">A <see cref="NudgeAnswerRules"/> rule is broken.</exception>
    public async Task<bool> RunAsync(string? token, string? typed, CancellationToken ct = default)
    {
        var said = typed?.Trim() ?? "";
        NudgeAnswerRules.SaysSomething.Ensure(said.Length is > 0 and <= NudgeAnswer.TextLength, NudgeAnswer.TextLength);
        if (links.ReadThing(NudgeRuleText.Ask, token) is not { } id)
        {
            return false;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var run = await db.NudgeRuns.SingleOrDefaultAsync(r => r.Id == new NudgeRunId(id), ct);
        if (run is null)
        {
            return false;
        }

        await db.LockPersonAsync(run.Person, ct);
        if (await db.NudgeAnswers.AnyAsync(a => a.Run == run.Id, ct))
        {
            return true;
        }

        var reader = await AnswerReader.FindAsync(db, run.Person, ct);
        NudgeAnswerRules.SomeoneReadsIt.Ensure(reader is not null);
        var now = clock.GetCurrentInstant();
        var person = await db.People.AsNoTracking().SingleAsync(p => p.Id == run.Person, ct);
        var rollout = await db.Rollouts.AsNoTracking().SingleAsync(ct);
        var branch = await db.Branches.AsNoTracking().SingleAsync(b => b.Id == reader!.Branch, ct);
        var words = Localizer.In(rollout.FirstSpoken(reader!.Language, reader.PageLanguage, branch.Language));
        var mail = EmailBuilder.Write(
            rollout, words, reader.GivenName, words["nudge-answer.subject", person.Name], words["nudge-answer.why", person.Name, rollout.PlatformName],
            words["nudge-answer.intro", person.Name, rollout.PlatformName], said, words["nudge-answer.reply", person.GivenName, person.Email ?? person.Mobile ?? "–"]);
        db.NudgeAnswers.Add(new NudgeAnswer(run.Id, run.Person, said, now, reader.Id));
        db.Outbox.Add(OutboxMessage.ServiceMail($"nudge-answer:{run.Id.Value:N}", "nudge-answer", EmailBuilder.To(reader), mail, now, concerning: run.Id.Value));
        if (run.EndedAt is null)
        {
            run.Finish(NudgeRunEnd.Done, now);
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }
}
