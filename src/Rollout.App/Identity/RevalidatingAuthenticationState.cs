using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.StaticAssets;
using Rollout.App.Identity.Sessions;

namespace Rollout.App.Identity;

/// <summary>Ends sessions, and within seconds their circuits, that were signed out or whose person left; and circuits of people whose roles changed. What users may do is checked for every command anyway.</summary>
internal sealed class RevalidatingAuthenticationState(ILoggerFactory logs, UserRoleLookup actors, SessionLookup sessions, IHostApplicationLifetime program) : RevalidatingServerAuthenticationStateProvider(logs)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(5);

    /// <summary>The authentication state of a circuit or a request; only a circuit lives long enough to need revalidation.</summary>
    public static AuthenticationStateProvider Of(IServiceProvider services) =>
        services.GetRequiredService<IHttpContextAccessor>().HttpContext is { } request && !request.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal)
            ? new ServerAuthenticationStateProvider()
            : ActivatorUtilities.CreateInstance<RevalidatingAuthenticationState>(services);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        // A circuit may outlive the services that are asked.
        if (program.ApplicationStopping.IsCancellationRequested)
        {
            return true;
        }

        var user = authenticationState.User;
        return SignInClaims.KeyOf(user) is { } key && await sessions.FindAsync(key, cancellationToken) is { } session &&
               await actors.FindAsync(session.Person, session.IsVerified, cancellationToken) is { } actor && actor.Stamp == session.Stamp;
    }

    /// <summary>Lets in the cookie of a session that has not ended, of someone who works here, and looks the user up once for the whole request.</summary>
    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        if (http.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
        {
            return;
        }

        var (services, user) = (http.RequestServices, context.Principal!);
        var session = SignInClaims.KeyOf(user) is { } key ? await services.GetRequiredService<SessionLookup>().FindAsync(key, http.RequestAborted) : null;
        if (session is null || await services.GetRequiredService<CurrentUserAccessor>().RecogniseAsync(http, user) is not { } actor)
        {
            context.RejectPrincipal();
            context.ShouldRenew = false;
            http.Response.Cookies.Delete(context.Options.Cookie.Name!);
        }
        else if (!http.WebSockets.IsWebSocketRequest && await services.GetRequiredService<SessionStore>().RefreshAsync(session, actor.Stamp, http.RequestAborted) is { } renewed)
        {
            context.ReplacePrincipal(SignInClaims.For(actor.Id, SignInClaims.IsVerified(user), renewed));
            context.ShouldRenew = true;
        }
    }
}
