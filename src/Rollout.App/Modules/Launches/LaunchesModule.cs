
using Rollout.App.Shared.PersonReferences;
using Rollout.App.Modules.Launches.ControlRooms;
using Rollout.App.Modules.Launches.Gate;
using Rollout.App.Modules.Launches.GoingLive;
using Rollout.App.Modules.Launches.KickOffs;
using Rollout.App.Modules.Launches.Readiness;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.Domain.Infosessions;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Launches;

/// <summary>Registers the commands and queries about waves and launches.</summary>
internal static class LaunchesModule
{
    public static IServiceCollection AddLaunches(this IServiceCollection services) => services
        .AddSingleton<LaunchEmails>().AddSingleton<ILooseEnds, LaunchLooseEnds>().AddSingleton<IPersonReferences, LaunchReferences>().AddSingleton<ControlRoomFeed>();

    public static void MapLaunches(this IEndpointRouteBuilder app) =>
        // Always an attachment, and only allowed kinds, so that a browser never shows it as one of our pages.
        app.MapGet("/launches/{id:guid}/checks/{check:guid}/file", async (Guid id, Guid check, FindEvidence find, CancellationToken ct) =>
            await find.RunAsync(new LaunchId(id), new ReadinessCheckId(check), ct) is { } file
                ? Results.File(file.Bytes, MaterialKind.OfName(file.FileName)!.ContentType, file.FileName)
                : Results.NotFound()).RequireAuthorization();
}
