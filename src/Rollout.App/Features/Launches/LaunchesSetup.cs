
using Rollout.Notifications.Jobs;

namespace Rollout.App.Features.Launches;

/// <summary>Waves and launches: their acts and questions.</summary>
internal static class LaunchesSetup
{
    public static IServiceCollection AddLaunches(this IServiceCollection services) => services
        .AddSingleton<LaunchMails>().AddSingleton<IGoLive, GoLive>().AddSingleton<IAnnounceGoLive, AnnounceGoLive>().AddSingleton<FindControlRoom>().AddSingleton<ControlRoomFeed>()
        .AddScoped<PlanWave>().AddScoped<MoveWave>().AddScoped<TakeOutBranch>().AddScoped<PutBackBranch>().AddScoped<AddBranch>().AddScoped<AddCheck>()
        .AddScoped<StartWave>().AddScoped<HoldWave>().AddScoped<AskToSign>()
        .AddScoped<TickCheck>().AddScoped<LetCheckFallBack>().AddScoped<SignOffLaunch>().AddScoped<ReportRollCall>()
        .AddScoped<ListWaves>().AddScoped<FindWave>().AddScoped<FindLaunch>().AddScoped<ListMyChecks>().AddScoped<FindPlanning>();
}
