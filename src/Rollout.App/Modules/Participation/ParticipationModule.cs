using Microsoft.AspNetCore.Mvc;
using Rollout.App.Modules.Organisation.Contracts;

namespace Rollout.App.Modules.Participation;

/// <summary>Registers platform activity: its import, who may see it, and its deletion.</summary>
internal static class ParticipationModule
{
    public static IServiceCollection AddParticipation(this IServiceCollection services) => services.AddSingleton<IFileImport, ImportActivity>();

    public static void MapParticipation(this IEndpointRouteBuilder app) =>
        app.MapPost("/my/privacy/activity", async ([FromForm] string tell, ShareActivity letBeTold, CancellationToken ct) =>
        {
            await letBeTold.RunAsync(tell == "yes", ct);
            return Results.LocalRedirect("/my/privacy#activity");
        });
}
