
using Rollout.App.Identity;
using Rollout.App.Shared.Components;
using Rollout.App.Shared.DelimitedText;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.PersonReferences;
using Rollout.App.Modules.Launches.ControlRooms;
using Rollout.App.Modules.Launches.Readiness;
using Rollout.App.Modules.Launches.Waves;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.Domain.Infosessions;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Launches;

/// <summary>Registers the commands and queries about waves and launches.</summary>
internal static class LaunchesModule
{
    public static IServiceCollection AddLaunches(this IServiceCollection services) => services
        .AddSingleton<LaunchEmails>().AddSingleton<ILooseEnds, LaunchLooseEnds>().AddSingleton<IPersonReferences, LaunchReferences>().AddSingleton<ControlRoomFeed>();

    public static void MapLaunches(this IEndpointRouteBuilder app)
    {
        app.MapGet("/waves" + ListFile.Endings, async (ListWaves waves, Localizer words, string? order, CancellationToken ct) => new ListFile(
            words["wave.file"],
            [words["wave.word"], words["wave.col-moment"], words["wave.branches-title"], words["wave.col-which"], words["wave.col-state"]],
            (await waves.RunAsync(ct)).In(QueryParameters.Choice<WaveOrder>(order)).Select(w => (object?[])[w.Name, w.Moment, w.Branches, string.Join(", ", w.Names), words.StateOf(w)])))
            .RequireAuthorization(Policies.LeadOrDirector);

        // Always an attachment, and only allowed kinds, so that a browser never shows it as one of our pages.
        app.MapGet("/launches/{id:guid}/checks/{check:guid}/file", async (Guid id, Guid check, FindEvidence find, CancellationToken ct) =>
            await find.RunAsync(new LaunchId(id), new ReadinessCheckId(check), ct) is { } file
                ? Results.File(file.Bytes, MaterialKind.OfName(file.FileName)!.ContentType, file.FileName)
                : Results.NotFound()).RequireAuthorization();
    }
}
