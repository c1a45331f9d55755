using Microsoft.AspNetCore.Mvc;
using Rollout.App.Identity;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Modules.Participation.Reports;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation;

/// <summary>Registers platform activity: its import, who may see it, and its deletion.</summary>
internal static class ParticipationModule
{
    public static IServiceCollection AddParticipation(this IServiceCollection services) => services.AddSingleton<IFileImport, ImportActivity>();

    public static void MapParticipation(this IEndpointRouteBuilder app)
    {
        app.MapPost("/my/privacy/activity", async ([FromForm] string tell, ShareActivity letBeTold, CancellationToken ct) =>
        {
            await letBeTold.RunAsync(tell == "yes", ct);
            return Results.LocalRedirect("/my/privacy#activity");
        });

        // The form is bound only so that its token is checked.
        app.MapPost("/participation/import/{id:guid}/take-back", async (Guid id, [FromForm(Name = "_")] string? nothing, TakeReportBack takeBack, CancellationToken ct) =>
        {
            await takeBack.RunAsync(new ActivityReportId(id), ct);
            return Results.LocalRedirect("/participation/import");
        }).RequireAuthorization(Policies.Lead);
    }
}
