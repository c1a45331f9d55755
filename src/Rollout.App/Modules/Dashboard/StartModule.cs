namespace Rollout.App.Modules.Dashboard;

/// <summary>Registers the start pages.</summary>
internal static class StartModule
{
    public static IServiceCollection AddStart(this IServiceCollection services) => services
        .AddSingleton<FindProgramStatus>()
        .AddSingleton<FindNextWave>()
        .AddSingleton<FindBranchStart>()
        .AddSingleton<FindMyStart>()
        .AddSingleton<FindMyProgress>()
        .AddSingleton<ListFadingAmbassadors>()
        .AddSingleton<ListSentToday>();
}
