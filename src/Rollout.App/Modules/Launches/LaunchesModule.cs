
using Rollout.App.Modules.Launches.Aftercare;
using Rollout.App.Modules.Launches.ControlRooms;
using Rollout.App.Modules.Launches.GoingLive;
using Rollout.App.Modules.Launches.KickOffs;
using Rollout.App.Modules.Launches.Readiness;
using Rollout.App.Modules.Launches.SignOffs;
using Rollout.App.Modules.Launches.Waves;
using Rollout.Domain.Infosessions;
using Rollout.Domain.Launches;
using Rollout.Notifications.Jobs;

namespace Rollout.App.Modules.Launches;

/// <summary>Registers the commands and queries about waves and launches.</summary>
internal static class LaunchesModule
{
    public static IServiceCollection AddLaunches(this IServiceCollection services) => services
        .AddSingleton<LaunchEmails>().AddSingleton<IGoLive, GoLive>().AddSingleton<IAnnounceGoLive, AnnounceGoLive>().AddSingleton<FindControlRoom>().AddSingleton<ControlRoomFeed>()
        .AddScoped<PlanWave>().AddScoped<MoveWave>().AddScoped<RenameWave>().AddScoped<TakeOutBranch>().AddScoped<PutBackBranch>().AddScoped<AddBranch>().AddScoped<AddCheck>().AddScoped<ChangeTerms>().AddScoped<PreviewMove>()
        .AddScoped<StartWave>().AddScoped<HoldWave>().AddScoped<LiftHold>().AddScoped<TakeBackStart>().AddScoped<WriteWaveAnnouncement>().AddScoped<FindWaveAnnouncement>()
        .AddScoped<ListPhases>().AddScoped<PlanPhase>().AddScoped<DeletePhase>().AddScoped<AskToSign>()
        .AddScoped<TickCheck>().AddScoped<ReopenCheck>().AddScoped<SignOffLaunch>().AddScoped<ReportRollCall>()
        .AddScoped<ListWaves>().AddScoped<FindWave>().AddScoped<FindLaunch>().AddScoped<ListMyChecks>().AddScoped<FindWavePlanningChoices>()
        .AddScoped<AnswerProblem>().AddScoped<RehearseMoment>().AddScoped<FindWeek>().AddScoped<DoWeekStep>().AddScoped<ThankSomeone>().AddScoped<FindPostLaunchReport>().AddSingleton<IChaseRollCalls, ChaseRollCalls>()
        .AddScoped<RequestSignOffCode>().AddScoped<ListDeputies>().AddScoped<NameDeputy>().AddScoped<EndDeputy>()
        .AddSingleton<RefreshReadiness>().AddSingleton<IRefreshReadiness>(s => s.GetRequiredService<RefreshReadiness>())
        .AddScoped<SendTestMail>().AddScoped<ConfirmTestMail>().AddScoped<FindEvidence>()
        .AddScoped<PlanKickOff>().AddScoped<InviteToKickOff>().AddScoped<FindKickOff>();

    public static void MapLaunches(this IEndpointRouteBuilder app) =>
        // Always an attachment, and only allowed kinds, so that a browser never shows it as one of our pages.
        app.MapGet("/launches/{id:guid}/checks/{check:guid}/file", async (Guid id, Guid check, FindEvidence find, CancellationToken ct) =>
            await find.RunAsync(new LaunchId(id), new ReadinessCheckId(check), ct) is { } file
                ? Results.File(file.Bytes, MaterialKind.OfName(file.FileName)!.ContentType, file.FileName)
                : Results.NotFound()).RequireAuthorization();
}
