using Microsoft.EntityFrameworkCore;
using Rollout.App.Identity;
using Rollout.App.Modules.Nudges.Rules;
using Rollout.App.Persistence;
using Rollout.App.Shared.Localization;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Nudges.Asking;

/// <summary>A question that a nudge asked one person.</summary>
/// <param name="Paragraphs">As they were mailed.</param>
/// <param name="ReadBy">The name of who reads the answer; null when nobody is there to read it.</param>
public sealed record NudgeQuestion(NudgeRunId Run, PersonId Person, string Subject, IReadOnlyList<string> Paragraphs, bool HasAnswered, string? ReadBy);

/// <summary>Finds the question behind the link of a mail.</summary>
internal sealed class FindQuestion(IDbContextFactory<RolloutDb> dbs, LinkTokens links, NudgeRuleText text)
{
    /// <returns>Null when the token is not ours or has expired, or the person left.</returns>
    public async Task<NudgeQuestion?> RunAsync(string? token, CancellationToken ct = default)
    {
        if (links.ReadThing(NudgeRuleText.Ask, token) is not { } id)
        {
            return null;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var run = await db.NudgeRuns.AsNoTracking().SingleOrDefaultAsync(r => r.Id == new NudgeRunId(id) && db.People.Any(p => p.Id == r.Person && p.Active), ct);
        if (run is null)
        {
            return null;
        }

        var rule = await db.NudgeRules.AsNoTracking().Include(r => r.Versions).SingleAsync(r => r.Id == run.Rule, ct);
        var rollout = await db.Rollouts.AsNoTracking().SingleAsync(ct);
        var (to, ambassador) = (await RunMessages.RecipientsAsync(db, [run.Person], ct))[run.Person];
        var said = text.Write(Localizer.In(rollout.FirstSpoken(to.Language)), rollout, rule.Versions.Single(v => v.Number == run.RuleVersion).Content, to, ambassador, run.Id, half: run.Half);
        return new NudgeQuestion(
            run.Id, run.Person, said.Subject, said.Paragraphs, await db.NudgeAnswers.AnyAsync(a => a.Run == run.Id, ct), (await AnswerReader.FindAsync(db, run.Person, ct))?.Name);
    }
}

/// <summary>Who reads someone's answer: the ambassador who invited them, else the director of their branch, else the first lead.</summary>
internal static class AnswerReader
{
    public static async Task<Person?> FindAsync(RolloutDb db, PersonId of, CancellationToken ct)
    {
        var readers = db.People.AsNoTracking().Where(p => p.Active && p.Email != null && p.Id != of);
        var inviters = db.Invitations.Where(i => i.Colleague == of).OrderByDescending(i => i.AcceptedAt != null).Join(db.Ambassadors.Where(a => a.SteppedDownAt == null), i => i.Ambassador, a => a.Id, (i, a) => a.Person);
        var directors = db.People.Where(p => p.Id == of).Join(db.Branches, p => p.Branch, b => b.Id, (p, b) => b.Director);
        return await readers.Where(p => inviters.Contains(p.Id)).OrderBy(p => p.Id).FirstOrDefaultAsync(ct)
            ?? await readers.Where(p => directors.Contains(p.Id)).FirstOrDefaultAsync(ct)
            ?? await readers.Where(p => p.IsLead).OrderBy(p => p.Id).FirstOrDefaultAsync(ct);
    }
}
