using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using NodaTime;
using Rollout.App.Identity.SignIn;
using Rollout.App.Shared;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Identity.CompanyAccounts;

/// <summary>Registers signing in by OpenID Connect, with the framework's handler: code flow with PKCE, nonce and state, keys by discovery.</summary>
internal static class CompanyAccountModule
{
    public const string Scheme = "company-account";

    /// <summary>Where the service sends the browser back to; register this address there.</summary>
    public const string CallbackPath = "/sign-in/account/callback";

    public const string SignedOutPath = "/sign-in/account/signed-out";

    /// <summary>Marks a session that began with the company's account.</summary>
    private const string Mark = "account";

    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    public static IServiceCollection AddCompanyAccounts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CompanyAccountSettings>().BindConfiguration(CompanyAccountSettings.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CompanyAccountSettings>, CompanyAccountSettingsValidator>();
        if (configuration[CompanyAccountSettings.Section + ":Authority"] is { Length: > 0 })
        {
            services.AddAuthentication().AddOpenIdConnect(Scheme, _ => { });
            services.AddOptions<OpenIdConnectOptions>(Scheme).Configure<IOptions<CompanyAccountSettings>, IClock>((oidc, settings, clock) => Configure(oidc, settings.Value, clock));
        }

        return services;
    }

    public static void MapCompanyAccounts(this IEndpointRouteBuilder app)
    {
        // Not a form: browsers let a form lead to this site only.
        app.MapGet("/sign-in/account", ChallengeAsync).AllowAnonymous();
        app.MapGet("/sign-in/account/out", (IOptions<CompanyAccountSettings> settings) => settings.Value.IsOn
            ? Results.SignOut(new AuthenticationProperties { RedirectUri = "/sign-in" }, [Scheme])
            : Results.NotFound()).AllowAnonymous();
    }

    /// <summary>Whether the session began with the company's account, so that signing out here leaves it open there.</summary>
    public static async Task<bool> IsByCompanyAccountAsync(this HttpContext http) =>
        (await http.AuthenticateAsync(SignInClaims.Scheme)).Properties?.Items.ContainsKey(Mark) == true;

    private static async Task<IResult> ChallengeAsync(string? to, IOptions<CompanyAccountSettings> settings, IOptionsMonitor<OpenIdConnectOptions> oidc, CancellationToken ct)
    {
        if (!settings.Value.IsOn)
        {
            return Results.NotFound();
        }

        try
        {
            await oidc.Get(Scheme).ConfigurationManager!.GetConfigurationAsync(ct);
        }
        catch (Exception e) when (e is InvalidOperationException or IOException)
        {
            return Results.LocalRedirect(Refused(CompanyAccountRules.ServiceAnswers));
        }

        return Results.Challenge(new AuthenticationProperties { RedirectUri = LocalPath.Of(to) }, [Scheme]);
    }

    private static void Configure(OpenIdConnectOptions oidc, CompanyAccountSettings settings, IClock clock)
    {
        (oidc.Authority, oidc.ClientId, oidc.ClientSecret) = (settings.Authority!.ToString(), settings.ClientId, settings.ClientSecret);
        (oidc.CallbackPath, oidc.SignedOutCallbackPath, oidc.SignInScheme) = (CallbackPath, SignedOutPath, SignInClaims.Scheme);
        (oidc.ResponseType, oidc.ResponseMode) = (OpenIdConnectResponseType.Code, OpenIdConnectResponseMode.Query);
        (oidc.MapInboundClaims, oidc.UsePkce, oidc.SaveTokens) = (false, true, false);
        oidc.RequireHttpsMetadata = settings.Authority.Scheme == Uri.UriSchemeHttps;
        oidc.Scope.Add("email");
        oidc.ClaimActions.Remove("iss");

        // The answer comes by a link, so that Lax is enough and a site inside the house works without https.
        foreach (var cookie in (CookieBuilder[])[oidc.CorrelationCookie, oidc.NonceCookie])
        {
            (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
        }

        oidc.TokenValidationParameters.LifetimeValidator = (from, until, _, _) =>
            clock.GetCurrentInstant().ToDateTimeUtc() is var now && (from is null || now + ClockSkew >= from) && until is not null && now - ClockSkew <= until;
        oidc.TokenValidationParameters.ClockSkew = ClockSkew;
        oidc.Events = new OpenIdConnectEvents
        {
            OnTicketReceived = BeginAsync,
            OnRemoteFailure = failed => RefuseAsync(failed, CompanyAccountRules.ComesFromHere),
            OnRedirectToIdentityProviderForSignOut = leaving =>
            {
                leaving.ProtocolMessage.ClientId = settings.ClientId; // identifies the client, where no token was stored
                return Task.CompletedTask;
            },
        };
    }

    private static async Task BeginAsync(TicketReceivedContext received)
    {
        var http = received.HttpContext;
        SignInResult? who = null;
        if (await Refusals.OfAsync(async () => who = await http.RequestServices.GetRequiredService<SignInWithCompanyAccount>().RunAsync(received.Principal!, http.RequestAborted)) is { } broken)
        {
            await RefuseAsync(received, broken.Rule);
            return;
        }

        await http.BeginSessionAsync(who!, Mark);
        received.HandleResponse();
        http.Response.Redirect(LocalPath.Of(received.ReturnUri));
    }

    private static Task RefuseAsync(HandleRequestContext<RemoteAuthenticationOptions> context, Rule rule)
    {
        context.HandleResponse();
        context.Response.Redirect(Refused(rule));
        return Task.CompletedTask;
    }

    private static string Refused(Rule rule) => "/sign-in/account/refused?why=" + rule.Code;
}
