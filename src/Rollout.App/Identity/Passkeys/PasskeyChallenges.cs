using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;

namespace Rollout.App.Identity.Passkeys;

/// <summary>
/// Challenges that passkeys sign. A cookie ties each to the browser that opened the page; that it was answered is written down, so it is answered once, whichever
/// process asked.
/// </summary>
public sealed class PasskeyChallenges(IDataProtectionProvider protection, IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    /// <summary>The cookie.</summary>
    public const string Cookie = "rollout-passkey";

    private const int Size = 32;
    private static readonly Duration Lifetime = Duration.FromMinutes(10);
    private readonly IDataProtector _protector = protection.CreateProtector("passkey");

    /// <param name="purpose">What the answer will be good for.</param>
    public byte[] Issue(HttpContext http, string purpose)
    {
        var challenge = RandomNumberGenerator.GetBytes(Size);
        var ends = clock.GetCurrentInstant() + Lifetime;
        http.Response.Cookies.Append(
            Cookie,
            _protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{ends.ToUnixTimeSeconds()} {Base64Url.EncodeToString(challenge)} {purpose}")),
            new CookieOptions { MaxAge = Lifetime.ToTimeSpan(), SameSite = SameSiteMode.Strict, HttpOnly = true, IsEssential = true, Secure = http.Request.IsHttps });
        return challenge;
    }

    /// <summary>Uses up the challenge of the browser that sends this request.</summary>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException"><see cref="PasskeyRules.AnswersInTime"/></exception>
    public async Task<byte[]> UseAsync(HttpContext http, string purpose, CancellationToken ct = default)
    {
        var now = clock.GetCurrentInstant();
        var challenge = Read(http.Request.Cookies[Cookie], purpose, now);
        PasskeyRules.AnswersInTime.Ensure(challenge is not null);
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.UsedChallenges.Where(c => c.At < now - Lifetime).ExecuteDeleteAsync(ct);
        var used = await db.Database.ExecuteSqlAsync($"INSERT INTO used_challenges (challenge, at) VALUES ({challenge}, {now.ToUnixTimeMilliseconds()}) ON CONFLICT DO NOTHING", ct);
        PasskeyRules.AnswersInTime.Ensure(used == 1);
        return Base64Url.DecodeFromChars(challenge);
    }

    private string? Read(string? cookie, string purpose, Instant now)
    {
        try
        {
            return _protector.Unprotect(cookie ?? "").Split(' ', 3) is [var ends, var challenge, var meant] && meant == purpose
                && now < Instant.FromUnixTimeSeconds(long.Parse(ends, CultureInfo.InvariantCulture)) ? challenge : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
