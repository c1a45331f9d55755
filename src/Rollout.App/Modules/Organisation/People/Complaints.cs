using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Shared.Outbox.Returns;
using Rollout.Notifications.Outbox;
using Rollout.Notifications.Returns;

namespace Rollout.App.Modules.Organisation.People;

/// <summary>A person who reports a nudge as spam gets no more nudges. Their own actions are still confirmed by mail.</summary>
internal sealed class Complaints(NudgeSettings nudges) : IReturnHandler
{
    public ReturnKind Kind => ReturnKind.Complaint;

    public async Task<bool> HandleAsync(ReturnedMail mail, OutboxMessage? about, CancellationToken ct) => about?.Person is { } person && await nudges.WelcomeAsync(person, welcome: false, ct);
}
