using NodaTime;
using Rollout.Domain.People;

namespace Rollout.Domain.Access;

/// <summary>
/// A key with which a person signs in: its private half stays in their device or password manager, the public half is stored here. It belongs to one person, and
/// is deleted when they remove it or leave.
/// </summary>
public sealed class Passkey
{
    public const int NameLength = 60;

    /// <summary>How many one person may have.</summary>
    public const int MostEach = 10;

    /// <summary>Of an id of 1,023 bytes, the longest there may be, in base64url.</summary>
    public const int CredentialLength = 1364;

    private Passkey()
    {
    }

    public PasskeyId Id { get; private init; }

    public PersonId Person { get; private init; }

    /// <summary>What its owner calls it.</summary>
    public string Name { get; private init; } = "";

    /// <summary>Its id as the device gave it, in base64url.</summary>
    public string Credential { get; private init; } = "";

    /// <summary>The public key, in the form of COSE (RFC 9052).</summary>
    public byte[] PublicKey { get; private init; } = [];

    /// <summary>The signature counter it reported last, by which a cloned key is recognised. 0 for authenticators without a counter.</summary>
    public long SignCount { get; private init; }

    public Instant AddedAt { get; private init; }

    public Instant? UsedAt { get; private init; }

    public static Passkey Add(PersonId person, string name, string credential, byte[] publicKey, long signCount, Instant now) => new()
    {
        Id = PasskeyId.New(),
        Person = person,
        Name = name.Trim(),
        Credential = credential,
        PublicKey = publicKey,
        SignCount = signCount,
        AddedAt = now,
    };
}

public readonly record struct PasskeyId(Guid Value)
{
    public static PasskeyId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}

/// <summary>A challenge that a passkey has answered, so that it cannot be answered again.</summary>
public sealed class UsedChallenge
{
    public const int ChallengeLength = 43;

    /// <summary>In base64url.</summary>
    public string Challenge { get; private init; } = "";

    public Instant At { get; private init; }
}
