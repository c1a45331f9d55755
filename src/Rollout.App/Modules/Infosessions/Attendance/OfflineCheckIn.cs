using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication.Cookies;
using NodaTime;
using Rollout.App.Identity;

namespace Rollout.App.Modules.Infosessions.Attendance;

/// <summary>
/// The door on a phone that opened it once: a worker in the browser keeps the page for when there is no connection, locked with a key that lives in
/// a cookie. Whoever signs in or out throws the key away, so that nobody reads what was kept for someone else; what was ticked stays.
/// </summary>
internal static class OfflineCheckIn
{
    /// <summary>The worker reads it too.</summary>
    private const string Key = "rollout-door";

    private const string KeepFor = "Rollout-Keep-For";

    public static IServiceCollection AddKeptDoor(this IServiceCollection services) => services.Configure<CookieAuthenticationOptions>(SignInClaims.Scheme, cookie =>
    {
        cookie.Events.OnSigningIn = signIn => ThrowKeyAway(signIn.HttpContext);
        cookie.Events.OnSigningOut = signOut => ThrowKeyAway(signOut.HttpContext);
    });

    extension(HttpContext http)
    {
        /// <summary>Says that this answer may be kept on the phone for a while; the browser gets a key when it has none.</summary>
        public void MayBeKept(Duration howLong)
        {
            http.Response.Headers[KeepFor] = ((long)howLong.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (http.Request.Cookies[Key] is null)
            {
                http.Response.Cookies.Append(Key, Convert.ToHexString(RandomNumberGenerator.GetBytes(32)), Kept(http));
            }
        }
    }

    private static Task ThrowKeyAway(HttpContext http)
    {
        if (http.Request.Cookies.ContainsKey(Key))
        {
            http.Response.Cookies.Delete(Key, new CookieOptions { SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps });
        }

        return Task.CompletedTask;
    }

    // As long as the sign-in: how long a door is kept is said of each.
    private static CookieOptions Kept(HttpContext http) => new()
    {
        MaxAge = TimeSpan.FromDays(30),
        SameSite = SameSiteMode.Strict,
        IsEssential = true,
        Secure = http.Request.IsHttps,
    };
}
