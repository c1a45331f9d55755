using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using NodaTime;
using Rollout.Domain.People;

namespace Rollout.App.Identity;

/// <summary>
/// Links in a mail that let one person do one kind of thing without signing in ("sign-up", "stop"). They are signed, hold no readable data,
/// and open a page only: the act itself is a POST.
/// </summary>
public sealed class LinkTokens(IDataProtectionProvider protection, IClock clock)
{
    /// <summary>A token that says: this person, for this purpose, until then.</summary>
    public string Create(string purpose, PersonId person, Duration lifetime) => Create(purpose, person.Value, lifetime);

    /// <summary>A token that says: this thing, for this purpose, until then.</summary>
    public string Create(string purpose, Guid thing, Duration lifetime) =>
        protection.CreateProtector("link", purpose).Protect($"{thing:N}{(clock.GetCurrentInstant() + lifetime).ToUnixTimeSeconds()}");

    /// <summary>Whom the token speaks of, or null when it is not ours, for something else, or too old.</summary>
    public PersonId? TryRead(string purpose, string? token) => ReadThing(purpose, token) is { } id ? new PersonId(id) : null;

    /// <summary>What the token speaks of, or null when it is not ours, for something else, or too old.</summary>
    public Guid? ReadThing(string purpose, string? token)
    {
        try
        {
            var text = protection.CreateProtector("link", purpose).Unprotect(token ?? "");
            var until = Instant.FromUnixTimeSeconds(long.Parse(text.AsSpan(32), System.Globalization.CultureInfo.InvariantCulture));
            return clock.GetCurrentInstant() < until ? Guid.ParseExact(text.AsSpan(0, 32), "N") : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
