using NodaTime;
using Rollout.App.Access;
using Rollout.App.Features.Infosessions;
using Rollout.App.Features.Mails;
using Rollout.App.Features.Nudges;
using Rollout.App.Operations;
using Rollout.App.Wording;
using Rollout.Domain;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Features.Feedback;

/// <summary>What goes to those who came: three questions, and once more if they have not answered.</summary>
public sealed class FeedbackLetters(Site site, SignedLinks links)
{
    /// <summary>What the mail after an infosession is about: it is looked at again when it is sent.</summary>
    public const string Asking = "infosession-feedback";

    /// <summary>Thank you for coming, three questions and one thing to do now: the only letter after an infosession to who came.</summary>
    public OutboxMessage Ask(TheRollout rollout, InfosessionFacts facts, Registrant who, Instant now)
    {
        var T = Words.In(Letters.LanguageOf(rollout, who.Language));
        var key = KeyFor(facts.Id, facts.Starts, facts.Zone, who.Id, now);
        var letter = Letters.Write(
            rollout, T, who.GivenName, T["feedback-mail.subject", facts.Title], T["feedback-mail.why"],
            [T["feedback-mail.ask", facts.Title], T["feedback-mail.anonymous", FeedbackResult.Fewest], .. facts.IsDryRun ? (string[])[] : [T["feedback-mail.do-now"]]]) with
        {
            Button = new LetterLink(T["feedback-mail.answer"], site.To($"/f/{facts.FeedbackCode}{key}")),
            Link = facts.IsDryRun ? new LetterLink(T["give-finding.title"], site.To($"/infosessions/{facts.Id.Value}/findings{key}"))
                : new LetterLink(T["feedback-mail.material"], site.To($"/topics/{facts.Topic.Value}")),
        };
        return OutboxMessage.ServiceMail(
            $"{Asking}:{facts.Id.Value:N}:{who.Id.Value:N}", Asking, who.Recipient, letter, now, uselessFrom: FeedbackTime.ClosesAt(facts.Starts, facts.Zone), concerning: facts.Id.Value);
    }

    /// <summary>The nudge to who has not answered.</summary>
    internal Func<Words, NudgeText> AskOnceMore(InfosessionId infosession, string code, string title, LocalDateTime starts, DateTimeZone zone, PersonId person, Instant now) => words => new NudgeText(
        words["nudge.feedback-open.subject", title],
        words["nudge.feedback-open.why", title, words.Day(starts.Date)],
        words["nudge.feedback-open.ask", title],
        words["nudge.feedback-open.until", words.Day(starts.Date.PlusDays(FeedbackTime.Days))])
    {
        Button = new LetterLink(words["feedback-mail.answer"], site.To($"/f/{code}{KeyFor(infosession, starts, zone, person, now)}")),
    };

    // The key of the person's own place: it lets them answer until it closes.
    private string KeyFor(InfosessionId infosession, LocalDateTime starts, DateTimeZone zone, PersonId person, Instant now) =>
        RegistrationKeys.Query(links.For(RegistrationKeys.Purpose(infosession), person, FeedbackTime.ClosesAt(starts, zone) - now));
}
