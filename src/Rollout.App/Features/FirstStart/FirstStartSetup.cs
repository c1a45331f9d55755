namespace Rollout.App.Features.FirstStart;

internal static class FirstStartSetup
{
    public static IServiceCollection AddFirstStart(this IServiceCollection services) => services.AddSingleton<SetupKey>().AddScoped<StartRollout>();
}
