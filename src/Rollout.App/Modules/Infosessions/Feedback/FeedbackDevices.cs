using System.Security.Cryptography;
using System.Text;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Feedback;

/// <summary>
/// Tells devices apart without identifying their owner: a random number in a cookie. The stored digest differs per infosession, so that a device cannot be
/// tracked from one to the next.
/// </summary>
internal static class FeedbackDevices
{
    private const string Cookie = "rollout-feedback";
    private const int Length = 32;
    private static readonly TimeSpan RetentionPeriod = TimeSpan.FromDays(60);

    /// <summary>The device's digest for this infosession; a new device gets its number now.</summary>
    public static string DigestFor(HttpContext http, InfosessionId infosession)
    {
        var number = http.Request.Cookies[Cookie];
        if (number is not { Length: Length })
        {
            number = RandomNumberGenerator.GetHexString(Length, lowercase: true);
            http.Response.Cookies.Append(
                Cookie, number, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = "/f", MaxAge = RetentionPeriod, IsEssential = true });
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{infosession.Value:N}:{number}")));
    }
}
