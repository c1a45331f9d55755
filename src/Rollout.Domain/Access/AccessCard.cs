using System.Security.Cryptography;
using System.Text;
using NodaTime;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.Domain.Access;

/// <summary>
/// A code on a printed card with which someone without e-mail or account says who they are. The person who printed it has seen it, so it proves no more
/// than a personnel number and a name: it gives no role. A person has one that works; those before are kept as a record of who printed when.
/// </summary>
public sealed class AccessCard
{
    private AccessCard()
    {
    }

    public AccessCardId Id { get; private init; }

    public PersonId Person { get; private init; }

    /// <summary>What <see cref="AccessCardCode.HashOf"/> makes of the code; null once the card has ended.</summary>
    public string? CodeHash { get; private set; }

    public PersonId PrintedBy { get; private init; }

    public Instant PrintedAt { get; private init; }

    /// <summary>When it stopped working, because it was revoked, another was printed, or the person left.</summary>
    public Instant? EndedAt { get; private set; }

    public static AccessCard Print(PersonId person, string codeHash, PersonId by, Instant now) =>
        new() { Id = AccessCardId.New(), Person = person, CodeHash = codeHash, PrintedBy = by, PrintedAt = now };

    public void End(Instant now) => (CodeHash, EndedAt) = (null, now);
}

public readonly record struct AccessCardId(Guid Value)
{
    public static AccessCardId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}

/// <summary>The code on an <see cref="AccessCard"/>: twelve random characters that read and type like a <see cref="FeedbackCode"/>.</summary>
public static class AccessCardCode
{
    public const int Length = 12;
    public const int HashLength = 64;

    private const int GroupLength = 4;

    // A code is found by its hash, so the salt is the same for all. Some 2^54 codes are too many to try against a hash as slow as this one.
    private const int Iterations = 10_000;
    private static readonly byte[] Salt = "rollout access card"u8.ToArray();

    public static string New() => RandomNumberGenerator.GetString(FeedbackCode.Signs, Length);

    /// <summary>The code as it is printed: "K7QX 49TM 3HRN".</summary>
    public static string Shown(string code) => string.Join(' ', code.Chunk(GroupLength).Select(group => new string(group)));

    /// <summary>Normalizes a code as someone typed it; null when it cannot be a code.</summary>
    public static string? Read(string? typed) => FeedbackCode.Read(typed, Length);

    public static string HashOf(string code) =>
        Convert.ToHexStringLower(Rfc2898DeriveBytes.Pbkdf2(Encoding.ASCII.GetBytes(code), Salt, Iterations, HashAlgorithmName.SHA256, HashLength / 2));
}
