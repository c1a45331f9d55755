using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Endpoints;
using Rollout.App.Identity.CompanyAccounts;
using Rollout.App.Identity.SignIn;
using Rollout.App.Shared.Components;
using Rollout.App.Shared.PersonReferences;

namespace Rollout.App.Identity;

/// <summary>Registers the session cookie, company accounts, and the policies of pages.</summary>
internal static class AuthenticationSetup
{
    public static void AddRolloutAuthentication(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddHttpContextAccessor().AddSingleton<UserRoleLookup>().AddScoped<CurrentUserAccessor>().AddScoped(RevalidatingAuthenticationState.Of)
            .AddSingleton<LinkTokens>().AddSingleton<IPersonReferences, SignInReferences>().AddRolloutPolicies();
        services.AddAuthentication(SignInClaims.Scheme).AddCookie(SignInClaims.Scheme, cookie =>
        {
            cookie.Cookie.Name = SignInCookies.Name;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.LoginPath = "/sign-in";
            cookie.AccessDeniedPath = "/denied";
            cookie.ReturnUrlParameter = "to";
            cookie.ExpireTimeSpan = TimeSpan.FromDays(30);
            cookie.SlidingExpiration = true;
            cookie.Events.OnValidatePrincipal = RevalidatingAuthenticationState.ValidateAsync;
            var redirect = cookie.Events.OnRedirectToLogin;
            cookie.Events.OnRedirectToLogin = context =>
            {
                ReturnToPage(context);
                return redirect(context);
            };
        });
        services.AddCompanyAccounts(configuration);
    }

    // An address that only accepts forms cannot be opened after signing in: return to the page with the form.
    private static void ReturnToPage(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (HttpMethods.IsPost(context.Request.Method) && context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is null)
        {
            context.RedirectUri = context.Request.PathBase + context.Options.LoginPath + QueryString.Create(context.Options.ReturnUrlParameter, StaleForms.PageOf(context.Request));
        }
    }
}
