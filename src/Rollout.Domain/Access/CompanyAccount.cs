using NodaTime;
using Rollout.Domain.People;

namespace Rollout.Domain.Access;

/// <summary>
/// The account at the company's sign-in service with which a person signs in. Once tied it is known by what never changes, and no longer by an address: addresses
/// change, and are given to others.
/// </summary>
public sealed class CompanyAccount
{
    public const int IssuerLength = 300;
    public const int SubjectLength = 300;

    private CompanyAccount()
    {
    }

    /// <summary>Who vouches for it: the issuer of the token.</summary>
    public string Issuer { get; private init; } = "";

    /// <summary>The account as the issuer numbers it; with Entra ID the tenant and the object, because its <c>sub</c> differs between applications.</summary>
    public string Subject { get; private init; } = "";

    public PersonId Person { get; private init; }

    public Instant TiedAt { get; private init; }

    public static CompanyAccount Tie(string issuer, string subject, PersonId person, Instant now) => new() { Issuer = issuer, Subject = subject, Person = person, TiedAt = now };
}
