using Microsoft.AspNetCore.Mvc;

namespace Rollout.App.Modules.Nudges.Privacy;

internal static class PrivacyModule
{
    public static void MapPrivacy(this IEndpointRouteBuilder app)
    {
        app.MapGet("/my/privacy.json", async (ExportMyData export, CancellationToken ct) =>
            await export.RunAsync(ct) is { } file ? Results.File(file, "application/json", "my-data.json") : Results.LocalRedirect("/my/privacy")).RequireAuthorization();
        app.MapPost("/my/privacy/nudges", async ([FromForm] string welcome, ChooseNudges chooseNudges, CancellationToken ct) =>
        {
            await chooseNudges.RunAsync(welcome, ct);
            return Results.LocalRedirect("/my/privacy#nudges");
        });
    }
}
