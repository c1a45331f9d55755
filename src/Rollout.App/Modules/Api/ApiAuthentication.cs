using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Api.Contracts;
using Rollout.App.Persistence;

namespace Rollout.App.Modules.Api;

/// <summary>Recognises a client by its token. It is nobody: it has scopes and no roles, and no cookie counts here.</summary>
internal sealed class ApiAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder, IDbContextFactory<RolloutDb> dbs, IClock clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (BearerTokens.HashOf(Context) is not { } hash)
        {
            return AuthenticateResult.NoResult();
        }

        await using var db = await dbs.CreateDbContextAsync(Context.RequestAborted);
        var client = await db.ApiClients.AsNoTracking().SingleOrDefaultAsync(c => c.Hash == hash || c.FormerHash == hash, Context.RequestAborted);
        if (client?.LetsIn(hash, clock.GetCurrentInstant()) != true)
        {
            return AuthenticateResult.Fail("The token is unknown, expired or revoked.");
        }

        var claims = client.Scopes.Names.Select(s => new Claim(ApiScopeNames.Claim, s)).Append(new Claim(ClaimTypes.Name, client.Name));
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(claims, Scheme.Name)), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return base.HandleChallengeAsync(properties);
    }
}
