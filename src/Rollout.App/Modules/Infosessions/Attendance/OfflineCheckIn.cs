using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication.Cookies;
using NodaTime;
using Rollout.App.Identity;

namespace Rollout.App.Modules.Infosessions.Attendance;

/// <summary>
/// Check-in on a phone without a connection: a service worker caches the page, encrypted with a key in a cookie. Every sign-in and sign-out deletes the key, so
/// that nobody can read a page cached for someone else; ticks that were not sent yet stay.
/// </summary>
internal static class OfflineCheckIn
{
    /// <summary>Also read by the service worker.</summary>
    private const string Key = "rollout-door";

    private const string KeepFor = "Rollout-Keep-For";

    public static IServiceCollection AddKeptDoor(this IServiceCollection services) => services.Configure<CookieAuthenticationOptions>(SignInClaims.Scheme, cookie =>
    {
        cookie.Events.OnSigningIn = signIn => ThrowKeyAway(signIn.HttpContext);
        cookie.Events.OnSigningOut = signOut => ThrowKeyAway(signOut.HttpContext);
    });

    extension(HttpContext http)
    {
        /// <summary>Allows this response to be cached on the phone for a while; the browser gets a key if it has none.</summary>
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

    // The cookie lives as long as the sign-in; each page says itself how long it may be cached.
    private static CookieOptions Kept(HttpContext http) => new()
    {
        MaxAge = TimeSpan.FromDays(30),
        SameSite = SameSiteMode.Strict,
        IsEssential = true,
        Secure = http.Request.IsHttps,
    };
}
