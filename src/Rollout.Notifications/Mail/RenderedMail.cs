using MimeKit;
using NodaTime;

namespace Rollout.Notifications.Mail;

/// <summary>
/// A mail ready to be handed over. Its parts are encoded for servers that take seven bits only, and signed: every transport writes the same bytes,
/// so that a signature stays valid and a file says what a server got.
/// </summary>
public sealed class RenderedMail : IDisposable
{
    private static readonly FormatOptions Wire = MakeWire();

    /// <param name="id">The outbox message's id; the Message-ID is made from it, so that a mail sent again is recognised as the same.</param>
    /// <param name="dueAt">Since when it was due.</param>
    /// <param name="message">Headers, text, HTML and calendar part; from now on it does not change.</param>
    /// <param name="signing">Signs it, if mails are signed.</param>
    public RenderedMail(Guid id, Instant dueAt, MimeMessage message, DkimSigning? signing)
    {
        (Id, DueAt, Message) = (id, dueAt, message);
        message.Prepare(EncodingConstraint.SevenBit);
        signing?.Sign(message);
        using var stream = new MemoryStream();
        message.WriteTo(Wire, stream);
        Bytes = stream.ToArray();
    }

    public Guid Id { get; }

    public Instant DueAt { get; }

    public MimeMessage Message { get; }

    /// <summary>The mail as it goes over the wire, without a transport's own escaping.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The envelope's sender: where reports of failed delivery go.</summary>
    public MailboxAddress From => (MailboxAddress)Message.From[0];

    /// <summary>The one person it goes to.</summary>
    public MailboxAddress To => (MailboxAddress)Message.To[0];

    public void Dispose() => Message.Dispose();

    private static FormatOptions MakeWire()
    {
        var wire = FormatOptions.Default.Clone();
        wire.NewLineFormat = NewLineFormat.Dos;
        wire.EnsureNewLine = true;
        return wire;
    }
}
