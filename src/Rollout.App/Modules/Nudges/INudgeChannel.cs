using NodaTime;
using Rollout.App.Modules.Nudges.Occasions;
using Rollout.App.Persistence;
using Rollout.Domain;
using Rollout.Domain.Nudges;

namespace Rollout.App.Modules.Nudges;

/// <summary>
/// A way a nudge leaves. It is all that rules, planning, budget and evaluation know of channels. It only queues: what is queued leaves once, in the branch's hours, after the guards
/// were asked again.
/// </summary>
public interface INudgeChannel
{
    MessageChannel Channel { get; }

    /// <summary>Queues a nudge in the caller's transaction, under <see cref="PlannedNudge.Key"/>.</summary>
    void Queue(RolloutDb db, RolloutSettings rollout, NudgeDraft draft, Instant now);
}

/// <summary>Nudges that leave as mails, by the outbox.</summary>
internal sealed class MailChannel(NudgeEmails emails) : INudgeChannel
{
    public MessageChannel Channel => MessageChannel.Mail;

    public void Queue(RolloutDb db, RolloutSettings rollout, NudgeDraft draft, Instant now) => db.Outbox.Add(emails.Write(rollout, draft, now));
}

/// <summary>Nudges that stay in the outbox and are shown on a page until someone acts.</summary>
internal sealed class WaitingChannel(MessageChannel channel, NudgeEmails emails) : INudgeChannel
{
    public MessageChannel Channel => channel;

    public void Queue(RolloutDb db, RolloutSettings rollout, NudgeDraft draft, Instant now) => db.Outbox.Add(emails.Write(rollout, draft, now));
}

/// <summary>All channels: a nudge leaves by the one that was planned for it.</summary>
public sealed class NudgeChannels(IEnumerable<INudgeChannel> channels)
{
    private readonly Dictionary<MessageChannel, INudgeChannel> _channels = channels.ToDictionary(c => c.Channel);

    public void Queue(RolloutDb db, RolloutSettings rollout, NudgeDraft draft, Instant now) => _channels[draft.Nudge.Channel].Queue(db, rollout, draft, now);
}
