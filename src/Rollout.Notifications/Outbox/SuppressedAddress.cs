using NodaTime;
using Rollout.Notifications.Returns;

namespace Rollout.Notifications.Outbox;

/// <summary>An address to which nothing is mailed, because mail to it was refused or came back. Lower case.</summary>
/// <param name="Because"><see cref="ReturnKind.NoSuchMailbox"/>, or <see cref="ReturnKind.NotNow"/> several times.</param>
/// <param name="Detail">The reply of the mail server.</param>
public sealed record SuppressedAddress(string Address, ReturnKind Because, string Detail, Instant Since);

/// <summary>A mail that came back and was understood, so that reading it again changes nothing.</summary>
/// <param name="Key">A hash of the mail.</param>
/// <param name="Message">The message it is about.</param>
public sealed record MailReport(string Key, ReturnKind Kind, OutboxMessageId? Message, string Address, string Detail, Instant At);
