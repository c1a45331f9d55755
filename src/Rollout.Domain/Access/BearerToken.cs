using System.Security.Cryptography;
using System.Text;
using NodaTime;
using Rollout.Domain.People;

namespace Rollout.Domain.Access;

/// <summary>What another program proves itself with. The secret is shown once and stored as a hash.</summary>
public abstract class BearerToken
{
    public const int NameLength = 60;
    public const int HashLength = 64;

    private const int SecretBytes = 32;

    private protected BearerToken()
    {
    }

    /// <summary>Who uses it: "Entra ID, since May".</summary>
    public string Name { get; private protected init; } = "";

    public string Hash { get; private protected set; } = "";

    public PersonId MadeBy { get; private protected init; }

    public Instant MadeAt { get; private protected init; }

    public Instant? RevokedAt { get; private set; }

    public void Revoke(Instant now) => RevokedAt ??= now;

    public static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));

    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
