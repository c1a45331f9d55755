using System.Security.Cryptography;
using System.Text;
using NodaTime;
using NodaTime.Text;
using Rollout.Domain.Ambassadors;

namespace Rollout.App.Modules.Ambassadors.Invitations;

/// <summary>
/// Tells one device from another without knowing whose it is: a number drawn by chance in a cookie, gone when the browser closes. What is kept of it differs for each
/// ambassador and day.
/// </summary>
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
