using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Nudges.Occasions;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Nudges.Rules;

/// <summary>Writes and queues the messages of runs.</summary>
internal sealed class RunMessages(NudgeChannels channels, NudgeRuleText text)
{
    /// <summary>Queues the next message of each run by its channel, in the caller's transaction.</summary>
    public async Task QueueAsync(RolloutDb db, RolloutSettings rollout, NudgeMatcher rule, IReadOnlyList<(NudgeRun Run, MessageChannel Channel)> runs, Instant now, CancellationToken ct)
    {
        var recipients = await RecipientsAsync(db, [.. runs.Select(r => r.Run.Person)], ct);
        var hours = (await db.Branches.AsNoTracking().ToListAsync(ct)).ToDictionary(b => b.Id, Holidays.HoursOf);
        foreach (var (run, channel) in runs)
        {
            var (to, ambassador) = recipients[run.Person];
            var due = rule.DueAt(hours[run.Branch], run.Half, now);
            var nudge = new PlannedNudge(rule.Rule.About, run.Person, $"{run.Occasion}:{run.Tries}", due, NudgeMatcher.ExpiresAt(hours[run.Branch], channel, due), run.Id.Value, rule.Content.UsesActivity, channel);
            channels.Queue(db, rollout, new NudgeDraft(nudge, to, words => text.Write(words, rollout, rule.Content, to, ambassador, run.Id, channel, run.Half)), now);
        }
    }

    /// <summary>The recipients, each with the given name of the ambassador who invited them or else serves in their branch.</summary>
    public static async Task<IReadOnlyDictionary<PersonId, (NudgeRecipient To, string? Ambassador)>> RecipientsAsync(RolloutDb db, IReadOnlyList<PersonId> people, CancellationToken ct)
    {
        var rows = await (
            from person in db.People
            join branch in db.Branches on person.Branch equals branch.Id
            where people.Contains(person.Id)
            select new
            {
                To = new NudgeRecipient(person.Id, person.Email ?? "", person.Name, person.GivenName, person.Language ?? person.PageLanguage ?? branch.Language, branch.Name, person.MobileKey),
                Branch = branch.Id,
            }).AsNoTracking().ToListAsync(ct);
        var serving = await (
            from ambassador in db.Ambassadors
            where ambassador.SteppedDownAt == null
            join person in db.People on ambassador.Person equals person.Id
            orderby ambassador.AppointedAt
            select new { person.Id, person.Branch, person.GivenName }).ToListAsync(ct);
        var inviters = await (
            from invitation in db.Invitations
            join ambassador in db.Ambassadors on invitation.Ambassador equals ambassador.Id
            join person in db.People on ambassador.Person equals person.Id
            where people.Contains(invitation.Colleague) && ambassador.SteppedDownAt == null && (invitation.InvitedAt ?? invitation.CameAt) != null
            select new { invitation.Colleague, invitation.AcceptedAt, person.GivenName }).ToListAsync(ct);
        var by = inviters.OrderByDescending(i => i.AcceptedAt != null).ToLookup(i => i.Colleague, i => i.GivenName);
        var near = serving.ToLookup(a => a.Branch);
        return rows.ToDictionary(r => r.To.Id, r => (r.To, by[r.To.Id].Concat(near[r.Branch].Where(a => a.Id != r.To.Id).Select(a => a.GivenName)).FirstOrDefault()));
    }
}
