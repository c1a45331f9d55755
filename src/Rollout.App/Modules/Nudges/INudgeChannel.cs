using NodaTime;
using Rollout.App.Modules.Nudges.Occasions;
using Rollout.App.Persistence;
using Rollout.Domain;

namespace Rollout.App.Modules.Nudges;

/// <summary>
/// A way a nudge leaves. Rules, planning, budget and judgement know nothing else of it. It only queues: what is queued leaves once, in the branch's hours, after the guards
/// were asked again.
/// </summary>
public interface INudgeChannel
{
    /// <summary>Queues a nudge in the caller's transaction, under <see cref="Domain.Nudges.PlannedNudge.Key"/>.</summary>
    void Queue(RolloutDb db, RolloutSettings rollout, NudgeDraft draft, Instant now);
}

/// <summary>Nudges that leave as mails, by the outbox.</summary>
internal sealed class MailChannel(NudgeEmails emails) : INudgeChannel
{
    public void Queue(RolloutDb db, RolloutSettings rollout, NudgeDraft draft, Instant now) => db.Outbox.Add(emails.Write(rollout, draft, now));
}
