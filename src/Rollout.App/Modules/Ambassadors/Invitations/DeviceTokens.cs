using System.Security.Cryptography;
using System.Text;
using NodaTime;
using NodaTime.Text;
using Rollout.Domain.Ambassadors;

namespace Rollout.App.Modules.Ambassadors.Invitations;

/// <summary>Tells devices apart without identifying their owner: a random number in a session cookie. The stored digest differs per ambassador and day.</summary>
internal static class DeviceTokens
{
    private const string Cookie = "rollout-invited";
    private const int Length = 32;

    public static string DigestFor(HttpContext http, AmbassadorId ambassador, LocalDate today)
    {
        var number = http.Request.Cookies[Cookie];
        if (number is not { Length: Length })
        {
            number = RandomNumberGenerator.GetHexString(Length, lowercase: true);
            http.Response.Cookies.Append(Cookie, number, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = "/i", IsEssential = true });
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{ambassador.Value:N}:{LocalDatePattern.Iso.Format(today)}:{number}")));
    }
}
