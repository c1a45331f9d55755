using Rollout.Notifications.Outbox;
using Rollout.Notifications.Returns;

namespace Rollout.App.Shared.Outbox.Returns;

/// <summary>What a module does when a mail comes back that is about something of its own: a declined invitation, a complaint.</summary>
public interface IReturnHandler
{
    ReturnKind Kind { get; }

    /// <param name="about">The message that came back; null where the mail names none.</param>
    /// <returns>Whether it changed anything.</returns>
    Task<bool> HandleAsync(ReturnedMail mail, OutboxMessage? about, CancellationToken ct);
}
