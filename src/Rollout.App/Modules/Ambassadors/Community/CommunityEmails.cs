using NodaTime;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Mails;
using Rollout.Domain;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Ambassadors.Community;

/// <summary>The mails about stories and questions.</summary>
public sealed class CommunityEmails(SiteUrl site)
{
    /// <summary>Asks an ambassador for their story.</summary>
    public OutboxMessage StoryAsked(RolloutSettings rollout, Person person, string by, Instant now)
    {
        var words = Localizer.In(rollout.LanguageOf(person));
        var letter = EmailBuilder.Write(
            rollout, words, person.GivenName, words["story.mail-subject"], words["story.mail-why", by], words["story.mail-ask", by, rollout.PlatformName], words["story.mail-free"]) with
        {
            Button = new EmailLink(words["story.mail-button"], site.To("/my/story")),
        };
        return OutboxMessage.ServiceMail($"story-asked/{person.Id.Value:N}", "story-asked", EmailBuilder.To(person), letter, now);
    }

    /// <summary>The lead's answer to the person who asked.</summary>
    public OutboxMessage Answered(RolloutSettings rollout, AmbassadorQuestion question, Person person, Instant now)
    {
        var words = Localizer.In(rollout.LanguageOf(person));
        var letter = EmailBuilder.Write(
            rollout, words, person.GivenName, words["tips.mail-subject"], words["tips.mail-why"], words["tips.mail-others"]) with
        {
            Facts = [question.Question, question.Answer],
            Button = new EmailLink(words["tips.mail-button"], site.To("/my/tips")),
        };
        return OutboxMessage.ServiceMail($"question-answered/{question.Id.Value:N}", "question-answered", EmailBuilder.To(person), letter, now);
    }
}
