using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Nudges.Occasions;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Mails;
using Rollout.Domain;
using Rollout.Domain.Nudges;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Nudges;

/// <summary>Turns a draft into a message: in the person's language, with the reason, a link to stop nudges, and a link to the explanation.</summary>
public sealed class NudgeEmails(SiteUrl site, LinkTokens links)
{
    /// <summary>The purpose of the link token that stops a person's nudges.</summary>
    public const string Stop = "stop";

    /// <summary>The purpose of the link token for the explanation.</summary>
    public const string Why = "why";

    private static readonly Duration LinkLasts = Duration.FromDays(400);

    /// <param name="shape">What the channel adds to the content.</param>
    public OutboxMessage Write(RolloutSettings rollout, NudgeDraft draft, Instant now, Func<EmailContent, EmailContent>? shape = null)
    {
        var id = OutboxMessageId.New();
        var nudge = draft.Nudge;
        var to = new Recipient(draft.To.Id, nudge.Channel switch { MessageChannel.Mail => draft.To.Email, MessageChannel.TextMessage => draft.To.Mobile ?? "", _ => "" }, draft.To.Name);
        var content = EmailContent(rollout, draft, id);
        return OutboxMessage.Nudge(id, nudge.Key, nudge.Rule, to, shape?.Invoke(content) ?? content, now, nudge.DueAt, nudge.ExpiresAt, nudge.SubjectId, nudge.Confidential, nudge.Channel);
    }

    /// <summary>The mail as it would be sent.</summary>
    public EmailContent EmailContent(RolloutSettings rollout, NudgeDraft draft, OutboxMessageId id)
    {
        var words = Localizer.In(EmailBuilder.LanguageOf(rollout, draft.To.Language));
        var text = draft.Write(words);
        return EmailBuilder.Write(rollout, words, draft.To.GivenName, text.Subject, text.Why, text.Paragraphs) with
        {
            Facts = text.Facts,
            Choices = text.Choices,
            Button = text.Button,
            Link = text.Link,
            Why = new EmailFooter(
                words["mail.why"],
                text.Why,
                new EmailLink(words["mail.stop"], site.To("/stop/" + links.Create(Stop, draft.To.Id, LinkLasts))),
                new EmailLink(words["mail.more"], site.To("/why/" + links.Create(Why, id.Value, LinkLasts)))),
        };
    }
}
