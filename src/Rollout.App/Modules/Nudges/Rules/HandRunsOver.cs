using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Mails;
using Rollout.Domain;
using Rollout.Domain.Nudges;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Nudges.Rules;

/// <summary>
/// Asks the ambassador who invited someone to have a word, after the last try. It says no more than ambassadors see of their invitees anyway; those nobody invited are dropped.
/// </summary>
internal sealed class HandRunsOver(SiteUrl site)
{
    public async Task RunAsync(RolloutDb db, RolloutSettings rollout, NudgeMatcher rule, IReadOnlyList<NudgeRun> runs, Instant now, CancellationToken ct = default)
    {
        if (runs.Count == 0)
        {
            return;
        }

        var people = runs.Select(r => r.Person).ToList();
        var inviters = await (
            from invitation in db.Invitations
            join ambassador in db.Ambassadors on invitation.Ambassador equals ambassador.Id
            join to in db.People on ambassador.Person equals to.Id
            join branch in db.Branches on to.Branch equals branch.Id
            join colleague in db.People on invitation.Colleague equals colleague.Id
            where people.Contains(invitation.Colleague) && ambassador.SteppedDownAt == null && (invitation.InvitedAt ?? invitation.CameAt) != null && to.Active && to.Email != null
            select new { invitation.Colleague, invitation.AcceptedAt, To = to, Language = to.Language ?? to.PageLanguage ?? branch.Language, colleague.Name }).AsNoTracking().ToListAsync(ct);
        foreach (var run in runs)
        {
            if (inviters.Where(i => i.Colleague == run.Person).OrderByDescending(i => i.AcceptedAt != null).FirstOrDefault() is { } by)
            {
                var words = Localizer.In(EmailBuilder.LanguageOf(rollout, by.Language));
                var mail = EmailBuilder.Write(
                    rollout, words, by.To.GivenName, words["nudge-hand-over.subject", by.Name], words["nudge-hand-over.why", by.Name], words[$"nudge-hand-over.{rule.Content.Step}", by.Name, rollout.PlatformName])
                    with { Button = new EmailLink(words["nudge-hand-over.button"], site.To("/my/colleagues")) };
                db.Outbox.Add(OutboxMessage.ServiceMail($"nudge-handed-over:{run.Id.Value:N}", "nudge-handed-over", EmailBuilder.To(by.To), mail, now, concerning: run.Id.Value));
            }
        }
    }
}
