using System.Net.Mail;
using NodaTime;

namespace Rollout.Notifications.Mail;

/// <summary>A mail ready to be handed over.</summary>
/// <param name="Id">The outbox message's id; the Message-ID is made from it, so that a mail sent again is recognised as the same.</param>
/// <param name="Date">What its Date says.</param>
/// <param name="DueAt">Since when it was due.</param>
/// <param name="Message">Headers, text, HTML and calendar part.</param>
public sealed record ComposedMail(Guid Id, OffsetDateTime Date, Instant DueAt, MailMessage Message) : IDisposable
{
    public void Dispose() => Message.Dispose();
}
