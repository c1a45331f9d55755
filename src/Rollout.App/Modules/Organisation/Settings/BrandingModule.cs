using Microsoft.AspNetCore.Mvc;
using Rollout.App.Identity.SignIn;
using Rollout.App.Modules.Nudges.Privacy;
using Rollout.App.Shared;
using Rollout.Domain;

namespace Rollout.App.Modules.Organisation.Settings;

/// <summary>The brand colour and the language of the pages.</summary>
internal static class BrandingModule
{
    public static void MapLook(this IEndpointRouteBuilder app)
    {
        app.MapGet("/brand.css", async (RolloutSettingsCache rollout, HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "max-age=60";
            return Results.Text($":root{{--brand:{(await rollout.FindAsync())?.Brand ?? RolloutSettings.DefaultBrand}}}", "text/css");
        }).AllowAnonymous();

        app.MapPost("/language", async (HttpContext http, [FromForm] string language, [FromForm] string? to, ChooseLanguage chooseLanguage, CancellationToken ct) =>
        {
            if (RolloutSettings.KnownLanguages.Contains(language))
            {
                http.SpeakTo(language);
                await chooseLanguage.RunAsync(language, ct);
            }

            return Results.LocalRedirect(Identity.LocalPath.Of(to));
        }).AllowAnonymous();
    }
}
