using NodaTime;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Mails;
using Rollout.Domain;
using Rollout.Domain.Infosessions;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Infosessions.Feedback;

/// <summary>The mail to attendees with three questions.</summary>
public sealed class FeedbackEmails(SiteUrl site, FeedbackLinks links)
{
    /// <summary>The message type of the feedback request, used to check again before sending.</summary>
    public const string Asking = "infosession-feedback";

    /// <summary>Thanks for coming, three questions and one action: the only mail to attendees after an infosession.</summary>
    public OutboxMessage Ask(RolloutSettings rollout, InfosessionFacts facts, Registrant who, Instant now)
    {
        var L = Localizer.In(EmailBuilder.LanguageOf(rollout, who.Language));
        var letter = EmailBuilder.Write(
            rollout, L, who.GivenName, L["feedback-mail.subject", facts.Title], L["feedback-mail.why"],
            [L["feedback-mail.ask", facts.Title], L["feedback-mail.anonymous", FeedbackResult.MinGroupSize], .. facts.IsDryRun ? (string[])[] : [L["feedback-mail.do-now"]]]) with
        {
            Button = new EmailLink(L["feedback-mail.answer"], links.ToAnswer(facts.Id, facts.FeedbackCode, facts.Starts, facts.Zone, who.Id, now)),
            Link = facts.IsDryRun ? new EmailLink(L["give-finding.title"], links.ToFindings(facts.Id, facts.Starts, facts.Zone, who.Id, now))
                : new EmailLink(L["feedback-mail.material"], site.To($"/topics/{facts.Topic.Value}")),
        };
        return OutboxMessage.ServiceMail(
            $"{Asking}:{facts.Id.Value:N}:{who.Id.Value:N}", Asking, who.Recipient, letter, now, uselessFrom: FeedbackTime.ClosesAt(facts.Starts, facts.Zone), concerning: facts.Id.Value);
    }
}
