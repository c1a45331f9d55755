using System.Security.Cryptography;
using System.Text;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Feedback;

/// <summary>
/// Tells one telephone from another without knowing whose it is: a number drawn by chance in a cookie. What is kept of it differs for each
/// infosession, so that nobody can follow a telephone from one to the next.
/// </summary>
internal static class FeedbackDevices
{
    private const string Cookie = "rollout-feedback";
    private const int Length = 32;
    private static readonly TimeSpan RetentionPeriod = TimeSpan.FromDays(60);

    /// <summary>What is kept of this device for this infosession; a device that is new gets its number now.</summary>
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
