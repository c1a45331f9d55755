using Microsoft.AspNetCore.Mvc;
using Rollout.App.Identity.SignIn;
using Rollout.App.Modules.Nudges.Privacy;
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

/// <summary>The stylesheet with the brand colour. Its address holds the colour, so that a browser keeps it for good and asks anew when the colour changes.</summary>
internal static class BrandStyle
{
    public const string Path = "/brand.css";

    public static string AddressOf(RolloutSettings? rollout) => $"{Path}?v={VersionOf(ColourOf(rollout))}";

    public static string ColourOf(RolloutSettings? rollout) => rollout?.Brand ?? RolloutSettings.DefaultBrand;

    public static string VersionOf(string colour) => colour.TrimStart('#');
}
