using Microsoft.AspNetCore.Mvc;
using Rollout.App.Identity.SignIn;
using Rollout.App.Layout;
using Rollout.App.Modules.Organisation.People;
using Rollout.App.Shared;
using Rollout.Domain;

namespace Rollout.App.Modules.Organisation.Settings;

/// <summary>Registers the brand colour and the choice of language.</summary>
internal static class BrandingModule
{
    public static void MapLook(this IEndpointRouteBuilder app)
    {
        app.MapGet(BrandStyle.Path, async (string? v, RolloutSettingsCache rollout, HttpContext http) =>
        {
            var colour = BrandStyle.ColourOf(await rollout.FindAsync());
            http.Response.Headers.CacheControl = v == BrandStyle.VersionOf(colour) ? "max-age=31536000, immutable" : "no-cache";
            return Results.Text($":root{{--brand:{colour}}}", "text/css");
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
