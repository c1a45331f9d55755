using System.Security.Cryptography;
using NodaTime;
using Rollout.Domain.People;

namespace Rollout.Domain.Infosessions;

/// <summary>The secret address at which one person's calendar program reads their infosessions. It gives no other access; a new address invalidates the old one.</summary>
public sealed class CalendarFeed
{
    /// <summary>The length of a key: 128 bits in hexadecimal.</summary>
    public const int KeyLength = 32;

    private CalendarFeed()
    {
    }

    public PersonId Person { get; private init; }

    /// <summary>The unguessable part of the address. Unique.</summary>
    public string Key { get; private set; } = "";

    public Instant MadeAt { get; private set; }

    public static CalendarFeed Of(PersonId person, Instant now) => new() { Person = person, Key = NewKey(), MadeAt = now };

    /// <summary>Replaces the address; the old one stops working.</summary>
    public void MoveAway(Instant now) => (Key, MadeAt) = (NewKey(), now);

    private static string NewKey() => RandomNumberGenerator.GetHexString(KeyLength, lowercase: true);
}
