using Microsoft.AspNetCore.Antiforgery;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Mvc;
using Rollout.App.Identity.CompanyAccounts;
using Rollout.App.Identity.Passkeys;
using Rollout.App.Identity.Sessions;

namespace Rollout.App.Identity.SignIn;

/// <summary>Registers signing in: its commands, and the endpoints that are not pages.</summary>
internal static class SignInModule
{
    /// <summary>The name of the rate limit per network.</summary>
    public const string Limit = "sign-in";

    /// <summary>How many forms one network may send in a minute.</summary>
    public const int MostInAMinute = 600;

    public static IServiceCollection AddSignIn(this IServiceCollection services) => services
        .AddScoped<MailCode>()
        .AddSingleton<SessionLookup>().AddSingleton<SessionStore>().AddScoped<CircuitHandler, EndedCircuits>()
        .AddSingleton<PasskeyServer>().AddSingleton<PasskeyChallenges>()
        .AddRateLimiter(limiter =>
        {
            // Against a flood, in each process; guesses and mails are counted in the database (FailedSignIns). A room full of people signs up from one address.
            limiter.AddPolicy(Limit, http => HttpMethods.IsPost(http.Request.Method)
                ? RateLimitPartition.GetFixedWindowLimiter(http.Network, _ => new FixedWindowRateLimiterOptions { PermitLimit = MostInAMinute, Window = TimeSpan.FromMinutes(1) })
                : RateLimitPartition.GetNoLimiter("look"));
            limiter.OnRejected = (rejected, _) =>
            {
                rejected.HttpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
                var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var left) ? (int)Math.Ceiling(left.TotalSeconds) : TooOftenPage.LongestWait;
                rejected.HttpContext.Response.Headers.Location = $"/sign-in/too-often?wait={wait}&to={Uri.EscapeDataString(rejected.HttpContext.Request.Path)}";
                return ValueTask.CompletedTask;
            };
        });

    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        app.MapPost("/sign-in/as", async ([FromForm] string role, [FromForm] string? to, SignInAs signInAs, HttpContext http, CancellationToken ct) =>
        {
            if (await signInAs.RunAsync(role, ct) is not { } who)
            {
                return Results.NotFound();
            }

            await http.BeginSessionAsync(who);
            return Results.LocalRedirect(LocalPath.Of(to));
        }).AllowAnonymous();

        app.MapPost("/my/sessions/end", async ([FromForm] Guid session, EndMySessions end, CancellationToken ct) =>
        {
            await end.RunAsync(session, ct);
            return Results.LocalRedirect("/my/privacy#sessions");
        });

        app.MapPost("/my/sessions/end-all", async (EndMySessions end, HttpContext http, CancellationToken ct) =>
        {
            await end.RunAsync(session: null, ct);
            await http.SignOutAsync(SignInClaims.Scheme);
            return Results.LocalRedirect("/sign-in");
        }).WithMetadata(new RequireAntiforgeryTokenAttribute());

        app.MapPost("/sign-out", async ([FromForm] string? to, HttpContext http, SessionStore sessions, CancellationToken ct) =>
        {
            var isOpenElsewhere = await http.IsByCompanyAccountAsync();
            await sessions.EndAsync(SignInClaims.KeyOf(http.User), ct);
            await http.SignOutAsync(SignInClaims.Scheme);
            http.Response.Headers["Clear-Site-Data"] = "\"cache\""; // nobody goes back to what was on the screen
            return Results.LocalRedirect(isOpenElsewhere ? "/sign-in?left=account" : LocalPath.Of(to ?? "/sign-in"));
        }).AllowAnonymous();
    }
}
