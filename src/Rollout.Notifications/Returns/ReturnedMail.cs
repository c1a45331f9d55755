namespace Rollout.Notifications.Returns;

/// <summary>What a mail that came back says about the one that was sent.</summary>
public enum ReturnKind
{
    /// <summary>Nothing that a program understands: a human may want to read it.</summary>
    Other,

    /// <summary>The address takes no mail and never will.</summary>
    NoSuchMailbox,

    /// <summary>It was given up although the address is right: the mailbox is full, or its server did not answer for days.</summary>
    NotNow,

    /// <summary>It is still being tried. Nothing needs to be done.</summary>
    Delayed,

    /// <summary>A rule of their mail system refused it, or a list takes no mail from us. The person cannot help it.</summary>
    Policy,

    /// <summary>The refusal is about the sender: a quota, a wrong sender's address.</summary>
    Sender,

    /// <summary>The reader pressed "this is spam".</summary>
    Complaint,

    /// <summary>Out of office, or a receipt.</summary>
    Automatic,

    /// <summary>A calendar says that its owner will not come.</summary>
    Declined,
}

/// <summary>A mail that came back, read.</summary>
/// <param name="MessageId">The Message-ID of the mail it is about, without brackets.</param>
/// <param name="Addresses">The addresses it names: where the mail was to go, or whose calendar declined.</param>
/// <param name="Status">The enhanced status code (RFC 3463): "5.1.1".</param>
/// <param name="Detail">The reply of the mail server, or the identifier of the calendar entry.</param>
/// <param name="Sequence">Which state of the calendar entry was declined.</param>
public sealed record ReturnedMail(ReturnKind Kind, string? MessageId = null, IReadOnlyList<string>? Addresses = null, string? Status = null, string? Detail = null, int Sequence = 0)
{
    public bool IsAbout(string address) => Addresses?.Contains(address, StringComparer.OrdinalIgnoreCase) == true;
}
