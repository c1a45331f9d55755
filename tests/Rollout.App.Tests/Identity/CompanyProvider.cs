using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using Rollout.Testing;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Rollout.App.Tests.Identity;

/// <summary>A sign-in service of a company: an OpenID Connect server that signs in whom the test says, with the claims it says.</summary>
internal sealed class CompanyProvider : IAsyncDisposable
{
    public const string Tenant = "11111111-2222-4333-8444-555555555555";
    public const string ClientId = "rollout";
    public const string ClientSecret = "between-us";

    private readonly WebApplication _app;

    private CompanyProvider(WebApplication app, Uri authority) => (_app, Authority) = (app, authority);

    public Uri Authority { get; }

    /// <summary>What the next token says beside the issuer.</summary>
    public IReadOnlyDictionary<string, string> Claims { get; set; } = new Dictionary<string, string>();

    public static async Task<CompanyProvider> StartAsync()
    {
        var address = $"http://127.0.0.1:{PostgresServer.FreePort()}";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        CompanyProvider? provider = null;
        builder.Services.AddOpenIddict().AddServer(server =>
        {
            server.EnableDegradedMode().AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
            server.SetAuthorizationEndpointUris("authorize").SetTokenEndpointUris("token").SetEndSessionEndpointUris("logout");
            server.AddEphemeralEncryptionKey().AddEphemeralSigningKey().RegisterScopes("email", "profile");
            server.UseAspNetCore().DisableTransportSecurityRequirement();
            server.AddEventHandler<ValidateAuthorizationRequestContext>(h => h.UseInlineHandler(asked =>
            {
                Assert.Equal(ClientId, asked.ClientId);
                Assert.EndsWith("/sign-in/account/callback", asked.RedirectUri, StringComparison.Ordinal);
                return ValueTask.CompletedTask;
            }));
            server.AddEventHandler<ValidateTokenRequestContext>(h => h.UseInlineHandler(asked =>
            {
                if (asked.ClientId != ClientId || asked.ClientSecret != ClientSecret)
                {
                    asked.Reject("invalid_client");
                }

                return ValueTask.CompletedTask;
            }));
            server.AddEventHandler<ValidateEndSessionRequestContext>(h => h.UseInlineHandler(asked =>
            {
                Assert.Equal(ClientId, asked.ClientId);
                return ValueTask.CompletedTask;
            }));
            server.AddEventHandler<HandleAuthorizationRequestContext>(h => h.UseInlineHandler(asked =>
            {
                asked.SignIn(new ClaimsPrincipal(IdentityOf(provider!.Claims)));
                return ValueTask.CompletedTask;
            }));
            server.AddEventHandler<HandleEndSessionRequestContext>(h => h.UseInlineHandler(asked =>
            {
                asked.SignOut();
                return ValueTask.CompletedTask;
            }));
        });
        var app = builder.Build();
        app.UsePathBase($"/{Tenant}/v2.0");
        app.UseRouting();
        app.UseAuthentication();
        provider = new CompanyProvider(app, new Uri($"{address}/{Tenant}/v2.0"));
        await app.StartAsync();
        return provider;
    }

    /// <summary>From now on it signs with another key, and shows the one before no more.</summary>
    public void RotateKeys()
    {
        var keys = _app.Services.GetRequiredService<IOptionsMonitor<OpenIddictServerOptions>>().CurrentValue.SigningCredentials;
        keys.Clear();
        keys.Add(new SigningCredentials(new RsaSecurityKey(RSA.Create(2048)) { KeyId = Guid.CreateVersion7().ToString("N") }, SecurityAlgorithms.RsaSha256));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static ClaimsIdentity IdentityOf(IReadOnlyDictionary<string, string> claims)
    {
        var identity = new ClaimsIdentity(claims.Select(c => new Claim(c.Key, c.Value, c.Value.StartsWith('{') ? "JSON" : c.Value is "true" or "false" ? ClaimValueTypes.Boolean : ClaimValueTypes.String)), "test");
        identity.SetDestinations(_ => ["id_token"]);
        return identity;
    }
}
