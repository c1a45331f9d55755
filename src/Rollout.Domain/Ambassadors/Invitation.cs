using NodaTime;
using Rollout.Domain.People;

namespace Rollout.Domain.Ambassadors;

/// <summary>
/// An ambassador's tracked way in for one colleague: sent by mail, or started by a colleague who used the link, the code or the QR. There is one per ambassador
/// and colleague, and at most one accepted invitation per colleague: the first they accept wins.
/// </summary>
public sealed class Invitation
{
    private Invitation()
    {
    }

    public InvitationId Id { get; private init; }
    public AmbassadorId Ambassador { get; private init; }
    public PersonId Colleague { get; private init; }

    /// <summary>The channel the colleague used last; mail until they come.</summary>
    public InvitationChannel Channel { get; private set; }

    /// <summary>When the ambassador invited them through Rollout; null when the colleague came without an invitation.</summary>
    public Instant? InvitedAt { get; private set; }

    /// <summary>When the colleague first identified themselves. Opening the link alone does not count.</summary>
    public Instant? CameAt { get; private set; }

    /// <summary>When the colleague accepted. At most one invitation per colleague is accepted.</summary>
    public Instant? AcceptedAt { get; private set; }

    /// <summary>
    /// When someone came who gave facts that others may know, as long as the colleague has not proven since that it was them. They can disown it.
    /// </summary>
    public Instant? ByFactsAt { get; private set; }

    public int Version { get; private set; }

    /// <summary>The ambassador invites by mail.</summary>
    public static Invitation ByMail(AmbassadorId ambassador, PersonId colleague, Instant now) => new()
    {
        Id = InvitationId.New(),
        Ambassador = ambassador,
        Colleague = colleague,
        Channel = InvitationChannel.Mail,
        InvitedAt = now,
    };

    /// <summary>A colleague comes without an invitation through Rollout.</summary>
    public static Invitation ByComing(AmbassadorId ambassador, PersonId colleague, InvitationChannel channel, Instant now) => new()
    {
        Id = InvitationId.New(),
        Ambassador = ambassador,
        Colleague = colleague,
        Channel = channel,
        CameAt = now,
    };

    /// <summary>From when a completed profile can be credited to this invitation: the invitation, or otherwise the acceptance.</summary>
    public Instant? CountsFrom => AcceptedAt is { } accepted ? (InvitedAt is { } invited && invited < accepted ? invited : accepted) : null;

    /// <summary>The colleague says who they are.</summary>
    public void Come(InvitationChannel channel, Instant now)
    {
        if (CameAt is null)
        {
            (CameAt, Channel) = (now, channel);
        }
    }

    /// <summary>The colleague accepts. Repeating it changes nothing.</summary>
    /// <exception cref="InvalidOperationException">The colleague has not come yet.</exception>
    public void Accept(Instant now)
    {
        if (CameAt is null)
        {
            throw new InvalidOperationException("Only someone who came can accept.");
        }

        AcceptedAt ??= now;
    }

    /// <summary>The colleague who came was identified by facts alone.</summary>
    public void CameByFacts(Instant now) => ByFactsAt = now;

    /// <summary>The colleague proves that it was them.</summary>
    public void Prove() => ByFactsAt = null;

    /// <summary>The colleague says that it was not them who came by facts: as if nobody had come.</summary>
    /// <returns>Whether nothing is left of the invitation: the ambassador had not invited the colleague by mail.</returns>
    public bool Disown()
    {
        if (ByFactsAt is not null)
        {
            (CameAt, AcceptedAt, ByFactsAt) = (null, null, null);
        }

        return InvitedAt is null && CameAt is null;
    }

    /// <summary>The colleagues of two invitations turn out to be one: what came first of each holds, and what one of them proved is proven.</summary>
    public void Join(Invitation other)
    {
        if (other.CameAt is not null && !(CameAt <= other.CameAt))
        {
            Channel = other.Channel;
        }

        ByFactsAt = (CameAt is not null && ByFactsAt is null) || (other.CameAt is not null && other.ByFactsAt is null) ? null : ByFactsAt ?? other.ByFactsAt;
        (InvitedAt, CameAt, AcceptedAt) = (First(InvitedAt, other.InvitedAt), First(CameAt, other.CameAt), First(AcceptedAt, other.AcceptedAt));

        static Instant? First(Instant? one, Instant? another) => one is { } a && another is { } b ? Instant.Min(a, b) : one ?? another;
    }

    /// <summary>Frees the colleague for another ambassador, because this one's term ended before there was a credit.</summary>
    public void Lapse() => AcceptedAt = null;
}

/// <summary>How a colleague came, or is expected to come.</summary>
public enum InvitationChannel
{
    /// <summary>The personal button in the mail the ambassador sent through Rollout.</summary>
    Mail,

    /// <summary>The link, copied and passed on by any means.</summary>
    Link,

    /// <summary>The code, heard and typed in.</summary>
    Code,

    /// <summary>The QR on the ambassador's phone.</summary>
    Qr,

    /// <summary>The QR on a poster.</summary>
    Poster,

    /// <summary>The QR on a card.</summary>
    Card,

    /// <summary>A mail the ambassador wrote themselves.</summary>
    OwnMail,

    /// <summary>A text message.</summary>
    Text,

    Teams,
    WhatsApp,
}

public readonly record struct InvitationId(Guid Value)
{
    public static InvitationId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
