using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.StaticAssets;

namespace Rollout.App.Identity;

/// <summary>Ends the circuits of people who left within a minute. What users may do is checked for every command anyway.</summary>
internal sealed class RevalidatingAuthenticationState(ILoggerFactory logs, UserRoleLookup actors) : RevalidatingServerAuthenticationStateProvider(logs)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    /// <summary>The authentication state of a circuit or a request; only a circuit lives long enough to need revalidation.</summary>
    public static AuthenticationStateProvider Of(IServiceProvider services) =>
        services.GetRequiredService<IHttpContextAccessor>().HttpContext is { } request && !request.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal)
            ? new ServerAuthenticationStateProvider()
            : ActivatorUtilities.CreateInstance<RevalidatingAuthenticationState>(services);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        var user = authenticationState.User;
        return SignInClaims.PersonOf(user) is { } id &&
               await actors.FindAsync(id, SignInClaims.IsVerified(user), cancellationToken) is not null;
    }

    /// <summary>Ends the session of someone who left at their next request, and looks the user up once for the whole request.</summary>
    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        if (http.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
        {
            return;
        }

        var me = http.RequestServices.GetRequiredService<CurrentUserAccessor>();
        if (await me.RecogniseAsync(http, context.Principal!) is null)
        {
            context.RejectPrincipal();
            context.ShouldRenew = false;
            http.Response.Cookies.Delete(context.Options.Cookie.Name!);
        }
    }
}
