using System.Security.Cryptography;
using System.Text;
using NodaTime;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Access;

/// <summary>
/// A six-digit code and a link, mailed to one address, that sign its owner in: once, within ten minutes, with at most five attempts. One is created for every
/// address requested, known or not, so that nobody learns who works here.
/// </summary>
public sealed class SignInCode
{
    /// <summary>The maximum number of attempts.</summary>
    public const int MostTries = 5;

    /// <summary>How long a code is valid.</summary>
    public static readonly Duration Lifetime = Duration.FromMinutes(10);

    private SignInCode()
    {
    }

    public SignInCodeId Id { get; private init; }

    /// <summary>The person it signs in; null when nobody has the address.</summary>
    public PersonId? Person { get; private init; }

    /// <summary>The hash of the requested address: what strangers type is not stored.</summary>
    public string AskedFor { get; private init; } = "";

    /// <summary>What else it proves identity for, when it is not for signing in: "sign-off/…".</summary>
    public string? About { get; private init; }

    /// <summary>The network address of the requesting browser.</summary>
    public string AskedFrom { get; private init; } = "";

    public Instant AskedAt { get; private init; }
    public Instant EndsAt { get; private init; }
    public byte[] Salt { get; private init; } = [];
    public byte[] CodeHash { get; private init; } = [];
    public byte[] LinkHash { get; private init; } = [];

    /// <summary>The number of attempts so far.</summary>
    public int Tries { get; private init; }

    public Instant? UsedAt { get; private init; }

    public static SignInCode Issue(PersonId? person, string askedFor, string askedFrom, SignInSecret secret, Instant now, string? about = null)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        return new SignInCode
        {
            Id = secret.Id,
            Person = person,
            AskedFor = askedFor,
            About = about,
            AskedFrom = askedFrom,
            AskedAt = now,
            EndsAt = now + Lifetime,
            Salt = salt,
            CodeHash = Slowly(secret.Code, salt),
            LinkHash = SHA256.HashData(secret.Link),
        };
    }

    public bool IsCode(string typed) =>
        CryptographicOperations.FixedTimeEquals(CodeHash, Slowly(new string([.. typed.Where(char.IsAsciiDigit)]), Salt));

    public bool IsLink(byte[] given) => CryptographicOperations.FixedTimeEquals(LinkHash, SHA256.HashData(given));

    /// <summary>The stored form of an address or a personnel number that someone typed.</summary>
    public static string HashOf(string typed) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(TextNormalizer.Normalize(typed))));

    // A million codes are quickly tried against a fast hash, but not against this one within the ten minutes a code is valid.
    private static byte[] Slowly(string code, byte[] salt) => Rfc2898DeriveBytes.Pbkdf2(code, salt, 50_000, HashAlgorithmName.SHA256, 32);
}

/// <summary>What the mail contains and the database does not: the six digits, and the secret in the link.</summary>
public sealed record SignInSecret(SignInCodeId Id, string Code, byte[] Link)
{
    public static SignInSecret New() => new(
        SignInCodeId.New(),
        RandomNumberGenerator.GetInt32(1_000_000).ToString("000000", System.Globalization.CultureInfo.InvariantCulture),
        RandomNumberGenerator.GetBytes(16));

    /// <summary>The link's token: the id of the code and the secret.</summary>
    public string Token => $"{Id.Value:N}{Convert.ToHexStringLower(Link)}";

    /// <summary>Parses a token; null when it was damaged on the way.</summary>
    public static (SignInCodeId Id, byte[] Link)? Read(string token) =>
        token.Length == 64 && token.All(char.IsAsciiHexDigit)
            ? (new SignInCodeId(Guid.ParseExact(token.AsSpan(0, 32), "N")), Convert.FromHexString(token.AsSpan(32)))
            : null;
}

public readonly record struct SignInCodeId(Guid Value)
{
    public static SignInCodeId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}

/// <summary>A failed sign-in, kept for a day to limit guessing.</summary>
public sealed class FailedSignIn
{
    public FailedSignInId Id { get; init; } = FailedSignInId.New();

    /// <summary>What was guessed.</summary>
    public required GuessKind Kind { get; init; }

    /// <summary>The hash of what was tried; see <see cref="SignInCode.HashOf"/>.</summary>
    public required string About { get; init; }

    /// <summary>The network address of the browser.</summary>
    public required string From { get; init; }

    public required Instant At { get; init; }
}

/// <summary>What someone guessed wrong.</summary>
public enum GuessKind
{
    /// <summary>The digits of a mailed code.</summary>
    Code,

    /// <summary>A name that belongs to a number or an address.</summary>
    Facts,

    /// <summary>The code on a card.</summary>
    Card,
}

public readonly record struct FailedSignInId(Guid Value)
{
    public static FailedSignInId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
