using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.People;

namespace Rollout.App.Identity;

/// <summary>
/// Tokens for links in mails that let one person do one kind of thing without signing in ("sign-up", "stop"). They are signed, contain no readable data, and
/// only open a page: the action itself is a POST.
/// </summary>
public sealed class LinkTokens(IDataProtectionProvider protection, IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    /// <summary>Creates a token for a person, a purpose and a lifetime.</summary>
    public string Create(string purpose, PersonId person, Duration lifetime) => Create(purpose, person.Value, lifetime);

    /// <summary>Creates a token for a thing, a purpose and a lifetime.</summary>
    public string Create(string purpose, Guid thing, Duration lifetime) =>
        protection.CreateProtector("link", purpose).Protect($"{thing:N}{(clock.GetCurrentInstant() + lifetime).ToUnixTimeSeconds()}");

    /// <summary>The person in the token, or null when it is not ours, for another purpose, or expired. Where that person was merged into another, it is the other.</summary>
    public async Task<PersonId?> FindPersonAsync(string purpose, string? token, CancellationToken ct = default)
    {
        if (ReadThing(purpose, token) is not { } thing)
        {
            return null;
        }

        var id = new PersonId(thing);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.People.Where(p => p.Id == id).Select(p => p.MergedInto).SingleOrDefaultAsync(ct) ?? id;
    }

    /// <summary>The thing in the token, or null when it is not ours, for another purpose, or expired.</summary>
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
