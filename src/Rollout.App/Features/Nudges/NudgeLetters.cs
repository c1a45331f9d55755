using NodaTime;
using Rollout.App.Access;
using Rollout.App.Features.Mails;
using Rollout.App.Operations;
using Rollout.App.Wording;
using Rollout.Domain;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Features.Nudges;

/// <summary>Makes a message of a draft: in the person's language, with why they get it, a way to stop, and the page that tells more.</summary>
public sealed class NudgeLetters(Site site, SignedLinks links)
{
    /// <summary>What the link that stops a person's nudges is for.</summary>
    public const string Stop = "stop";

    /// <summary>What the link that tells why a message was sent is for.</summary>
    public const string Why = "why";

    private static readonly Duration LinkLasts = Duration.FromDays(400);

    public OutboxMessage Write(TheRollout rollout, NudgeDraft draft, Instant now)
    {
        var id = OutboxMessageId.New();
        var nudge = draft.Nudge;
        var to = new Recipient(draft.To.Id, draft.To.Email, draft.To.Name);
        return OutboxMessage.Nudge(id, nudge.Key, nudge.Rule, to, Letter(rollout, draft, id), now, nudge.DueAt, nudge.UselessFrom, nudge.Concerning);
    }

    /// <summary>The letter as it would go out.</summary>
    public Letter Letter(TheRollout rollout, NudgeDraft draft, OutboxMessageId id)
    {
        var words = Words.In(Letters.LanguageOf(rollout, draft.To.Language));
        var text = draft.Write(words);
        return Letters.Write(rollout, words, draft.To.GivenName, text.Subject, text.Why, text.Paragraphs) with
        {
            Facts = text.Facts,
            Choices = text.Choices,
            Button = text.Button,
            Link = text.Link,
            Why = new LetterWhy(
                words["mail.why"],
                text.Why,
                new LetterLink(words["mail.stop"], site.To("/stop/" + links.For(Stop, draft.To.Id, LinkLasts))),
                new LetterLink(words["mail.more"], site.To("/why/" + links.For(Why, id.Value, LinkLasts)))),
        };
    }
}
