using Microsoft.AspNetCore.Mvc;
using Rollout.App.Access.SignIn;
using Rollout.App.Features.Privacy;
using Rollout.App.Operations;
using Rollout.Domain;

namespace Rollout.App.Features.Look;

/// <summary>The brand colour and the language of the pages.</summary>
internal static class LookSetup
{
    public static void MapLook(this IEndpointRouteBuilder app)
    {
        app.MapGet("/brand.css", async (CurrentRollout rollout, HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "max-age=60";
            return Results.Text($":root{{--brand:{(await rollout.FindAsync())?.Brand ?? TheRollout.DefaultBrand}}}", "text/css");
        }).AllowAnonymous();

        app.MapPost("/language", async (HttpContext http, [FromForm] string language, [FromForm] string? to, ChooseLanguage chooseLanguage, CancellationToken ct) =>
        {
            if (TheRollout.KnownLanguages.Contains(language))
            {
                http.SpeakTo(language);
                await chooseLanguage.RunAsync(language, ct);
            }

            return Results.LocalRedirect(Access.LocalPath.Of(to));
        }).AllowAnonymous();
    }
}
