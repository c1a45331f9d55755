using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Localization;
using Rollout.App.Identity.Sessions;

namespace Rollout.App.Identity.SignIn;

/// <summary>The cookies of a signed-in person.</summary>
public static class SignInCookies
{
    /// <summary>The cookie of a sign-in.</summary>
    public const string Name = "rollout";

    extension(HttpContext http)
    {
        /// <summary>Signs someone in until thirty days after their last visit, in the language they chose.</summary>
        /// <param name="who">The person.</param>
        /// <param name="mark">What the cookie remembers of the way they came, if anything.</param>
        public async Task BeginSessionAsync(SignInResult who, string? mark = null)
        {
            var properties = new AuthenticationProperties { IsPersistent = true };
            if (mark is not null)
            {
                properties.Items[mark] = "";
            }

            var key = await http.RequestServices.GetRequiredService<SessionStore>()
                .BeginAsync(who, http.Request.Headers.UserAgent, SignInClaims.KeyOf(http.User), http.RequestAborted);
            await http.SignInAsync(SignInClaims.Scheme, SignInClaims.For(who.Person, who.IsVerified, key), properties);
            if (who.Language is not null)
            {
                http.SpeakTo(who.Language);
            }
            else
            {
                foreach (var after in http.RequestServices.GetServices<IAfterSignIn>())
                {
                    await after.RunAsync(who.Person, http.RequestAborted);
                }
            }
        }

        /// <summary>Stores the language of this browser.</summary>
        public void SpeakTo(string language) => http.Response.Cookies.Append(
            "rollout-language",
            CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language)),
            new CookieOptions { MaxAge = TimeSpan.FromDays(400), SameSite = SameSiteMode.Lax, HttpOnly = true, IsEssential = true, Secure = http.Request.IsHttps });

        /// <summary>The network of the request: an IPv4 address, or the IPv6 block of a single household or office.</summary>
        public string Network => http.Connection.RemoteIpAddress switch
        {
            null => "",
            { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4().ToString(),
            { AddressFamily: AddressFamily.InterNetworkV6 } six => new IPAddress([.. six.GetAddressBytes().AsSpan(0, 8), .. new byte[8]]) + "/64",
            var four => four.ToString(),
        };
    }
}
