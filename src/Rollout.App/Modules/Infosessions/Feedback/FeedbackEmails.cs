using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions.Registrations;
using Rollout.App.Modules.Nudges.Occasions;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Mails;
using Rollout.Domain;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Infosessions.Feedback;

/// <summary>The mails to attendees: three questions, and a reminder if they have not answered.</summary>
public sealed class FeedbackEmails(SiteUrl site, LinkTokens links)
{
    /// <summary>The message type of the feedback request, used to check again before sending.</summary>
    public const string Asking = "infosession-feedback";

    /// <summary>Thanks for coming, three questions and one action: the only mail to attendees after an infosession.</summary>
    public OutboxMessage Ask(RolloutSettings rollout, InfosessionFacts facts, Registrant who, Instant now)
    {
        var L = Localizer.In(EmailBuilder.LanguageOf(rollout, who.Language));
        var key = KeyFor(facts.Id, facts.Starts, facts.Zone, who.Id, now);
        var letter = EmailBuilder.Write(
            rollout, L, who.GivenName, L["feedback-mail.subject", facts.Title], L["feedback-mail.why"],
            [L["feedback-mail.ask", facts.Title], L["feedback-mail.anonymous", FeedbackResult.MinGroupSize], .. facts.IsDryRun ? (string[])[] : [L["feedback-mail.do-now"]]]) with
        {
            Button = new EmailLink(L["feedback-mail.answer"], site.To($"/f/{facts.FeedbackCode}{key}")),
            Link = facts.IsDryRun ? new EmailLink(L["give-finding.title"], site.To($"/infosessions/{facts.Id.Value}/findings{key}"))
                : new EmailLink(L["feedback-mail.material"], site.To($"/topics/{facts.Topic.Value}")),
        };
        return OutboxMessage.ServiceMail(
            $"{Asking}:{facts.Id.Value:N}:{who.Id.Value:N}", Asking, who.Recipient, letter, now, uselessFrom: FeedbackTime.ClosesAt(facts.Starts, facts.Zone), concerning: facts.Id.Value);
    }

    /// <summary>The reminder to people who have not answered.</summary>
    internal Func<Localizer, NudgeText> AskOnceMore(InfosessionId infosession, string code, string title, LocalDateTime starts, DateTimeZone zone, PersonId person, Instant now) => words => new NudgeText(
        words["nudge.feedback-open.subject", title],
        words["nudge.feedback-open.why", title, words.Day(starts.Date)],
        words["nudge.feedback-open.ask", title],
        words["nudge.feedback-open.until", words.Day(starts.Date.PlusDays(FeedbackTime.Days))])
    {
        Button = new EmailLink(words["feedback-mail.answer"], site.To($"/f/{code}{KeyFor(infosession, starts, zone, person, now)}")),
    };

    // The token of the person's own place, with which they can answer until feedback closes.
    private string KeyFor(InfosessionId infosession, LocalDateTime starts, DateTimeZone zone, PersonId person, Instant now) =>
        RegistrationKeys.Query(links.Create(RegistrationKeys.Purpose(infosession), person, FeedbackTime.ClosesAt(starts, zone) - now));
}
