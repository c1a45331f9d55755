using System.Security.Cryptography;
using NodaTime;
using Rollout.Domain.People;

namespace Rollout.Domain.Infosessions;

/// <summary>
/// The secret address at which one person's calendar program reads their infosessions. It says nothing else and lets nobody do anything;
/// a new address makes the old one stop.
/// </summary>
public sealed class CalendarFeed
{
    /// <summary>How many characters a key has: 128 bits, in hexadecimal.</summary>
    public const int KeyLength = 32;

    private CalendarFeed()
    {
    }

    public PersonId Person { get; private init; }

    /// <summary>What makes the address impossible to guess. Unique.</summary>
    public string Key { get; private set; } = "";

    public Instant MadeAt { get; private set; }

    public static CalendarFeed Of(PersonId person, Instant now) => new() { Person = person, Key = NewKey(), MadeAt = now };

    /// <summary>Gives it a new address; whoever knew the old one learns nothing any more.</summary>
    public void MoveAway(Instant now) => (Key, MadeAt) = (NewKey(), now);

    private static string NewKey() => RandomNumberGenerator.GetHexString(KeyLength, lowercase: true);
}
