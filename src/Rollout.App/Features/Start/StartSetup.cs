namespace Rollout.App.Features.Start;

/// <summary>The start pages.</summary>
internal static class StartSetup
{
    public static IServiceCollection AddStart(this IServiceCollection services) => services
        .AddSingleton<FindHowFar>()
        .AddSingleton<FindNextWave>()
        .AddSingleton<FindBranchStart>()
        .AddSingleton<FindMyStart>()
        .AddSingleton<FindMyStanding>()
        .AddSingleton<ListFading>()
        .AddSingleton<ListSentToday>();
}
