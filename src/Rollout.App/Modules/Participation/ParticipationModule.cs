using Microsoft.AspNetCore.Mvc;
using Rollout.Notifications.Jobs;

namespace Rollout.App.Modules.Participation;

/// <summary>Registers platform activity: its import, who may see it, and its deletion.</summary>
internal static class ParticipationModule
{
    public static IServiceCollection AddParticipation(this IServiceCollection services) => services
        .AddSingleton<ImportActivity>()
        .AddSingleton<DeleteExpiredActivity>().AddSingleton<IActivityRetention>(provider => provider.GetRequiredService<DeleteExpiredActivity>())
        .AddScoped<FindMyActivity>().AddScoped<ShareActivity>();

    public static void MapParticipation(this IEndpointRouteBuilder app) =>
        app.MapPost("/my/privacy/activity", async ([FromForm] string tell, ShareActivity letBeTold, CancellationToken ct) =>
        {
            await letBeTold.RunAsync(tell == "yes", ct);
            return Results.LocalRedirect("/my/privacy#activity");
        });
}
