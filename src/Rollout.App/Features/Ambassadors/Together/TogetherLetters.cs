using NodaTime;
using Rollout.App.Access;
using Rollout.App.Features.Mails;
using Rollout.App.Operations;
using Rollout.App.Wording;
using Rollout.Domain;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Features.Ambassadors.Together;

/// <summary>The mails about stories and questions.</summary>
public sealed class TogetherLetters(Site site)
{
    /// <summary>Asks an ambassador for their story.</summary>
    public OutboxMessage StoryAsked(TheRollout rollout, Person person, string by, Instant now)
    {
        var words = Words.In(Letters.LanguageOf(rollout, person.Language));
        var letter = Letters.Write(
            rollout, words, person.GivenName, words["story.mail-subject"], words["story.mail-why", by], words["story.mail-ask", by, rollout.PlatformName], words["story.mail-free"]) with
        {
            Button = new LetterLink(words["story.mail-button"], site.To("/my/story")),
        };
        return OutboxMessage.ServiceMail($"story-asked/{person.Id.Value:N}", "story-asked", Letters.To(person), letter, now);
    }

    /// <summary>The lead's answer, to who asked.</summary>
    public OutboxMessage Answered(TheRollout rollout, AmbassadorQuestion question, Person person, Instant now)
    {
        var words = Words.In(Letters.LanguageOf(rollout, person.Language));
        var letter = Letters.Write(
            rollout, words, person.GivenName, words["tips.mail-subject"], words["tips.mail-why"], words["tips.mail-others"]) with
        {
            Facts = [question.Question, question.Answer],
            Button = new LetterLink(words["tips.mail-button"], site.To("/my/tips")),
        };
        return OutboxMessage.ServiceMail($"question-answered/{question.Id.Value:N}", "question-answered", Letters.To(person), letter, now);
    }
}
