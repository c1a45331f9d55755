using System.Security.Cryptography;
using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.Domain.Infosessions;

/// <summary>A shared tablet or screen of a branch on which people sign up. The device holds a secret in a cookie; without this row the cookie is worth nothing.</summary>
public sealed class Kiosk
{
    public const int NameLength = 60;
    public const int HashLength = 64;

    private Kiosk()
    {
    }

    public KioskId Id { get; private init; }

    public BranchId Branch { get; private init; }

    /// <summary>Its place, for example "Workshop, beside the clock".</summary>
    public string Name { get; private init; } = "";

    public string SecretHash { get; private init; } = "";

    public PersonId OpenedBy { get; private init; }

    public Instant OpenedAt { get; private init; }

    public Instant? ClosedAt { get; private set; }

    public static Kiosk Open(BranchId branch, string name, string secret, PersonId by, Instant now) =>
        new() { Id = KioskId.New(), Branch = branch, Name = name.Trim(), SecretHash = HashOf(secret), OpenedBy = by, OpenedAt = now };

    public void Close(Instant now) => ClosedAt ??= now;

    public static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(secret)));
}

public readonly record struct KioskId(Guid Value)
{
    public static KioskId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
