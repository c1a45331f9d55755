using System.Security.Cryptography;
using NodaTime;
using Rollout.Domain.People;

namespace Rollout.Domain.Access;

/// <summary>
/// Where someone is signed in. The cookie holds its key: without this row the cookie is worth nothing. The key is exchanged when the person's roles change,
/// so that a cookie copied before does not get the new ones.
/// </summary>
public sealed class SignInSession
{
    /// <summary>How long the key before the last still works, for requests that were under way when it was exchanged.</summary>
    public static readonly Duration Overlap = Duration.FromMinutes(1);

    private SignInSession()
    {
    }

    public SignInSessionId Id { get; private init; }

    public PersonId Person { get; private init; }

    /// <summary>Whether they proved who they are.</summary>
    public bool IsVerified { get; private init; }

    /// <summary>The card it began with, which ends it too.</summary>
    public AccessCardId? Card { get; private init; }

    /// <summary>What the cookie holds.</summary>
    public Guid Key { get; private init; }

    /// <summary>What it held before <see cref="KeyedAt"/>.</summary>
    public Guid? PreviousKey { get; private init; }

    public Instant KeyedAt { get; private init; }

    /// <summary>The roles that the key was given for: <see cref="CurrentUser.Stamp"/>.</summary>
    public string Stamp { get; private init; } = "";

    public Instant Since { get; private init; }

    /// <summary>To the hour.</summary>
    public Instant LastSeen { get; private init; }

    /// <summary>"Firefox"; empty when unknown.</summary>
    public string Browser { get; private init; } = "";

    /// <summary>"Android"; empty when unknown.</summary>
    public string System { get; private init; } = "";

    public static SignInSession Begin(PersonId person, bool isVerified, string stamp, (string Browser, string System) device, Instant now, AccessCardId? card = null) => new()
    {
        Id = SignInSessionId.New(),
        Person = person,
        IsVerified = isVerified,
        Card = card,
        Key = NewKey(),
        KeyedAt = now,
        Stamp = stamp,
        Since = now,
        LastSeen = now,
        Browser = device.Browser,
        System = device.System,
    };

    /// <summary>A key that nobody can guess.</summary>
    public static Guid NewKey() => new(RandomNumberGenerator.GetBytes(16));

    /// <summary>Whether a cookie with this key is let in.</summary>
    public bool Takes(Guid key, Instant now) => key == Key || (key == PreviousKey && now < KeyedAt + Overlap);
}

public readonly record struct SignInSessionId(Guid Value)
{
    public static SignInSessionId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
