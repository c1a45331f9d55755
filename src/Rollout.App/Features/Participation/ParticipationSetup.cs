using Microsoft.AspNetCore.Mvc;
using Rollout.App.Imports;
using Rollout.Notifications.Jobs;

namespace Rollout.App.Features.Participation;

/// <summary>What people do on the platform: how it comes in, who may read it, and when it is forgotten.</summary>
internal static class ParticipationSetup
{
    public static IServiceCollection AddParticipation(this IServiceCollection services) => services
        .AddSingleton<ImportActivity>()
        .AddSingleton<ForgetActivity>().AddSingleton<IForgetActivity>(provider => provider.GetRequiredService<ForgetActivity>())
        .AddScoped<FindMyActivity>().AddScoped<LetActivityBeTold>();

    public static void MapParticipation(this IEndpointRouteBuilder app) =>
        app.MapPost("/my/privacy/activity", async ([FromForm] string tell, LetActivityBeTold letBeTold, CancellationToken ct) =>
        {
            await letBeTold.RunAsync(tell == "yes", ct);
            return Results.LocalRedirect("/my/privacy#activity");
        });
}
