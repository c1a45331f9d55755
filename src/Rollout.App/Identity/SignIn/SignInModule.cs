using Microsoft.AspNetCore.Antiforgery;
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
        // Against a flood; guesses and mails are counted in the database (FailedSignIns). A room full of people signs up from one address.
        .AddSingleton(new NetworkLimit(Limit, MostInAMinute, Counts: request => HttpMethods.IsPost(request.Method), Refuse: (http, wait) =>
        {
            http.Response.StatusCode = StatusCodes.Status303SeeOther;
            http.Response.Headers.Location = $"/sign-in/too-often?wait={wait}&to={Uri.EscapeDataString(http.Request.Path)}";
        }));

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
