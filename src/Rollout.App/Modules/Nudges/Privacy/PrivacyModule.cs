using Microsoft.AspNetCore.Mvc;

namespace Rollout.App.Modules.Nudges.Privacy;

internal static class PrivacyModule
{
    public static void MapPrivacy(this IEndpointRouteBuilder app) =>
        app.MapPost("/my/privacy/nudges", async ([FromForm] string welcome, ChooseNudges chooseNudges, CancellationToken ct) =>
        {
            await chooseNudges.RunAsync(welcome, ct);
            return Results.LocalRedirect("/my/privacy#nudges");
        });
}
