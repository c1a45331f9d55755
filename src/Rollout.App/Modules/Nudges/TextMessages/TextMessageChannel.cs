using NodaTime;
using Rollout.App.Modules.Nudges.Occasions;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.Domain;
using Rollout.Domain.Nudges;
using Rollout.Notifications.Mail;

namespace Rollout.App.Modules.Nudges.TextMessages;

/// <summary>
/// Nudges that leave as text messages: the subject, the step's address without a personal token, and where to stop them. To the number of someone who asked for them.
/// </summary>
internal sealed class TextMessageChannel(NudgeEmails emails, SiteUrl site) : INudgeChannel
{
    public MessageChannel Channel => MessageChannel.TextMessage;

    public void Queue(RolloutDb db, RolloutSettings rollout, NudgeDraft draft, Instant now) => db.Outbox.Add(emails.Write(rollout, draft, now, content => content with { ShortText = TextOf(content) }));

    /// <summary>The text as it is sent.</summary>
    public string TextOf(EmailContent content) =>
        string.Join(' ', new[] { content.Subject, content.Button?.Address.AbsoluteUri, Localizer.In(content.Language)["text-message.stop", site.Spoken("/my/text-messages")] }.OfType<string>());
}
